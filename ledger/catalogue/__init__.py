"""The shipped catalogue as versioned data: actor types, duties, regulations, rule levels."""
