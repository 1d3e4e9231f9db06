-- $1: variable unit
-- $2: viewer_tenant
-- $3: constant datetime.date(2026, 1, 1)
-- $4: constant datetime.date(2026, 7, 1)
-- $5: viewer_units
-- $6: variable unit
-- $7: constant datetime.date(2026, 1, 1)
-- $8: constant datetime.date(2026, 7, 1)
-- $9: constant datetime.date(2026, 1, 1)
-- $10: constant datetime.date(2026, 7, 1)
-- $11: variable unit
-- $12: constant datetime.date(2026, 1, 1)
-- $13: constant datetime.date(2026, 7, 1)
-- $14: variable unit
-- $15: constant datetime.date(2026, 1, 1)
-- $16: constant datetime.date(2026, 7, 1)
-- $17: variable own
-- $18: constant datetime.date(2026, 1, 1)
-- $19: constant datetime.date(2026, 7, 1)
-- $20: variable own
-- $21: viewer_at1
-- $22: viewer_at2
-- $23: viewer_at3
-- $24: viewer_at4
-- $25: viewer_at5
-- $26: viewer_at6
-- $27: variable own
-- $28: constant datetime.date(2026, 3, 31)
-- $29: constant datetime.date(2026, 1, 1)
-- $30: constant datetime.date(2026, 7, 1)
WITH declared_days AS (
  SELECT said.holder AS holder,
  said.slot AS slot,
  said.day AS day,
  said.works AS works
  FROM app.every_day_declared() AS said
),
other_days AS (
  SELECT other AS day
  FROM unnest(
    '{2007-01-01,2007-01-02,2007-01-03,2007-02-17,2007-02-19,2007-02-20,2007-02-21,2007-02-22,2007-02-23,2007-02-25,2007-04-28,2007-04-29,2007-05-01,2007-05-02,2007-05-03,2007-05-04,2007-05-07,2007-09-29,2007-09-30,2007-10-01,2007-10-02,2007-10-03,2007-10-04,2007-10-05,2007-12-29,2007-12-31,2008-01-01,2008-02-02,2008-02-03,2008-02-06,2008-02-07,2008-02-08,2008-02-11,2008-02-12,2008-04-04,2008-05-01,2008-05-02,2008-05-04,2008-06-09,2008-09-15,2008-09-27,2008-09-28,2008-09-29,2008-09-30,2008-10-01,2008-10-02,2008-10-03,2009-01-01,2009-01-02,2009-01-04,2009-01-24,2009-01-26,2009-01-27,2009-01-28,2009-01-29,2009-01-30,2009-02-01,2009-04-06,2009-05-01,2009-05-28,2009-05-29,2009-05-31,2009-09-27,2009-10-01,2009-10-02,2009-10-05,2009-10-06,2009-10-07,2009-10-08,2009-10-10,2010-01-01,2010-02-15,2010-02-16,2010-02-17,2010-02-18,2010-02-19,2010-02-20,2010-02-21,2010-04-05,2010-05-03,2010-06-12,2010-06-13,2010-06-14,2010-06-15,2010-06-16,2010-09-19,2010-09-22,2010-09-23,2010-09-24,2010-09-25,2010-09-26,2010-10-01,2010-10-04,2010-10-05,2010-10-06,2010-10-07,2010-10-09,2011-01-03,2011-01-30,2011-02-02,2011-02-03,2011-02-04,2011-02-07,2011-02-08,2011-02-12,2011-04-02,2011-04-04,2011-04-05,2011-05-02,2011-06-06,2011-09-12,2011-10-03,2011-10-04,2011-10-05,2011-10-06,2011-10-07,2011-10-08,2011-10-09,2011-12-31,2012-01-02,2012-01-03,2012-01-21,2012-01-23,2012-01-24,2012-01-25,2012-01-26,2012-01-27,2012-01-29,2012-03-31,2012-04-01,2012-04-02,2012-04-03,2012-04-04,2012-04-28,2012-04-30,2012-05-01,2012-06-22,2012-09-29,2012-10-01,2012-10-02,2012-10-03,2012-10-04,2012-10-05,2013-01-01,2013-01-02,2013-01-03,2013-01-05,2013-01-06,2013-02-11,2013-02-12,2013-02-13,2013-02-14,2013-02-15,2013-02-16,2013-02-17,2013-04-04,2013-04-05,2013-04-07,2013-04-27,2013-04-28,2013-04-29,2013-04-30,2013-05-01,2013-06-08,2013-06-09,2013-06-10,2013-06-11,2013-06-12,2013-09-19,2013-09-20,2013-09-22,2013-09-29,2013-10-01,2013-10-02,2013-10-03,2013-10-04,2013-10-07,2013-10-12,2014-01-01,2014-01-26,2014-01-31,2014-02-03,2014-02-04,2014-02-05,2014-02-06,2014-02-08,2014-04-07,2014-05-01,2014-05-02,2014-05-04,2014-06-02,2014-09-08,2014-09-28,2014-10-01,2014-10-02,2014-10-03,2014-10-06,2014-10-07,2014-10-11,2015-01-01,2015-01-02,2015-01-04,2015-02-15,2015-02-18,2015-02-19,2015-02-20,2015-02-23,2015-02-24,2015-02-28,2015-04-06,2015-05-01,2015-06-22,2015-09-03,2015-09-04,2015-09-06,2015-10-01,2015-10-02,2015-10-05,2015-10-06,2015-10-07,2015-10-10,2016-01-01,2016-02-06,2016-02-08,2016-02-09,2016-02-10,2016-02-11,2016-02-12,2016-02-14,2016-04-04,2016-05-02,2016-06-09,2016-06-10,2016-06-12,2016-09-15,2016-09-16,2016-09-18,2016-10-03,2016-10-04,2016-10-05,2016-10-06,2016-10-07,2016-10-08,2016-10-09,2017-01-02,2017-01-22,2017-01-27,2017-01-30,2017-01-31,2017-02-01,2017-02-02,2017-02-04,2017-04-01,2017-04-03,2017-04-04,2017-05-01,2017-05-27,2017-05-29,2017-05-30,2017-09-30,2017-10-02,2017-10-03,2017-10-04,2017-10-05,2017-10-06,2018-01-01,2018-02-11,2018-02-15,2018-02-16,2018-02-19,2018-02-20,2018-02-21,2018-02-24,2018-04-05,2018-04-06,2018-04-08,2018-04-28,2018-04-30,2018-05-01,2018-06-18,2018-09-24,2018-09-29,2018-09-30,2018-10-01,2018-10-02,2018-10-03,2018-10-04,2018-10-05,2018-12-29,2018-12-31,2019-01-01,2019-02-02,2019-02-03,2019-02-04,2019-02-05,2019-02-06,2019-02-07,2019-02-08,2019-04-05,2019-04-28,2019-05-01,2019-05-02,2019-05-03,2019-05-05,2019-06-07,2019-09-13,2019-09-29,2019-10-01,2019-10-02,2019-10-03,2019-10-04,2019-10-07,2019-10-12,2020-01-01,2020-01-19,2020-01-24,2020-01-27,2020-01-28,2020-01-29,2020-01-30,2020-01-31,2020-04-06,2020-04-26,2020-05-01,2020-05-04,2020-05-05,2020-05-09,2020-06-25,2020-06-26,2020-06-28,2020-09-27,2020-10-01,2020-10-02,2020-10-05,2020-10-06,2020-10-07,2020-10-08,2020-10-10,2021-01-01,2021-02-07,2021-02-11,2021-02-12,2021-02-15,2021-02-16,2021-02-17,2021-02-20,2021-04-05,2021-04-25,2021-05-03,2021-05-04,2021-05-05,2021-05-08,2021-06-14,2021-09-18,2021-09-20,2021-09-21,2021-09-26,2021-10-01,2021-10-04,2021-10-05,2021-10-06,2021-10-07,2021-10-09,2022-01-03,2022-01-29,2022-01-30,2022-01-31,2022-02-01,2022-02-02,2022-02-03,2022-02-04,2022-04-02,2022-04-04,2022-04-05,2022-04-24,2022-05-02,2022-05-03,2022-05-04,2022-05-07,2022-06-03,2022-09-12,2022-10-03,2022-10-04,2022-10-05,2022-10-06,2022-10-07,2022-10-08,2022-10-09,2023-01-02,2023-01-23,2023-01-24,2023-01-25,2023-01-26,2023-01-27,2023-01-28,2023-01-29,2023-04-05,2023-04-23,2023-05-01,2023-05-02,2023-05-03,2023-05-06,2023-06-22,2023-06-23,2023-06-25,2023-09-29,2023-10-02,2023-10-03,2023-10-04,2023-10-05,2023-10-06,2023-10-07,2023-10-08,2024-01-01,2024-02-04,2024-02-12,2024-02-13,2024-02-14,2024-02-15,2024-02-16,2024-02-18,2024-04-04,2024-04-05,2024-04-07,2024-04-28,2024-05-01,2024-05-02,2024-05-03,2024-05-11,2024-06-10,2024-09-14,2024-09-16,2024-09-17,2024-09-29,2024-10-01,2024-10-02,2024-10-03,2024-10-04,2024-10-07,2024-10-12,2025-01-01,2025-01-26,2025-01-28,2025-01-29,2025-01-30,2025-01-31,2025-02-03,2025-02-04,2025-02-08,2025-04-04,2025-04-27,2025-05-01,2025-05-02,2025-05-05,2025-06-02,2025-09-28,2025-10-01,2025-10-02,2025-10-03,2025-10-06,2025-10-07,2025-10-08,2025-10-11,2026-01-01,2026-01-02,2026-01-04,2026-02-14,2026-02-16,2026-02-17,2026-02-18,2026-02-19,2026-02-20,2026-02-23,2026-02-28,2026-04-06,2026-05-01,2026-05-04,2026-05-05,2026-05-09,2026-06-19,2026-09-20,2026-09-25,2026-10-01,2026-10-02,2026-10-05,2026-10-06,2026-10-07,2026-10-10,2027-01-01,2027-02-05,2027-02-08,2027-02-09,2027-02-10,2027-04-05,2027-05-03,2027-05-04,2027-06-09,2027-09-15,2027-10-01,2027-10-04,2027-10-05,2028-01-03,2028-01-25,2028-01-26,2028-01-27,2028-01-28,2028-04-04,2028-05-01,2028-05-02,2028-05-29,2028-10-02,2028-10-03,2028-10-04,2029-01-01,2029-02-12,2029-02-13,2029-02-14,2029-02-15,2029-04-04,2029-05-01,2029-05-02,2029-06-18,2029-09-24,2029-10-01,2029-10-02,2029-10-03,2030-01-01,2030-02-04,2030-02-05,2030-02-06,2030-02-07,2030-04-05,2030-05-01,2030-05-02,2030-06-05,2030-09-12,2030-10-01,2030-10-02,2030-10-03,2031-01-01,2031-01-22,2031-01-23,2031-01-24,2031-01-27,2031-04-07,2031-05-01,2031-05-02,2031-06-24,2031-10-01,2031-10-02,2031-10-03,2032-01-01,2032-02-10,2032-02-11,2032-02-12,2032-02-13,2032-04-05,2032-05-03,2032-05-04,2032-06-14,2032-09-20,2032-10-01,2032-10-04,2032-10-05,2033-01-03,2033-01-31,2033-02-01,2033-02-02,2033-02-03,2033-04-04,2033-05-02,2033-05-03,2033-06-01,2033-09-08,2033-10-03,2033-10-04,2033-10-05,2034-01-02,2034-02-20,2034-02-21,2034-02-22,2034-02-23,2034-04-05,2034-05-01,2034-05-02,2034-06-20,2034-09-27,2034-10-02,2034-10-03,2034-10-04,2035-01-01,2035-02-07,2035-02-08,2035-02-09,2035-02-12,2035-04-05,2035-05-01,2035-05-02,2035-06-11,2035-09-17,2035-10-01,2035-10-02,2035-10-03,2036-01-01,2036-01-28,2036-01-29,2036-01-30,2036-01-31,2036-04-04,2036-05-01,2036-05-02,2036-05-30,2036-10-01,2036-10-02,2036-10-03,2036-10-06,2037-01-01,2037-02-16,2037-02-17,2037-02-18,2037-02-19,2037-04-06,2037-05-01,2037-05-04,2037-06-18,2037-09-24,2037-10-01,2037-10-02,2037-10-05,2038-01-01,2038-02-03,2038-02-04,2038-02-05,2038-02-08,2038-04-05,2038-05-03,2038-05-04,2038-06-07,2038-09-13,2038-10-01,2038-10-04,2038-10-05,2039-01-03,2039-01-24,2039-01-25,2039-01-26,2039-01-27,2039-04-05,2039-05-02,2039-05-03,2039-05-27,2039-10-03,2039-10-04,2039-10-05,2039-10-06,2040-01-02,2040-02-13,2040-02-14,2040-02-15,2040-02-16,2040-04-04,2040-05-01,2040-05-02,2040-06-14,2040-09-20,2040-10-01,2040-10-02,2040-10-03,2041-01-01,2041-01-31,2041-02-01,2041-02-04,2041-02-05,2041-04-04,2041-05-01,2041-05-02,2041-06-03,2041-09-10,2041-10-01,2041-10-02,2041-10-03,2042-01-01,2042-01-21,2042-01-22,2042-01-23,2042-01-24,2042-04-04,2042-05-01,2042-05-02,2042-06-23,2042-09-29,2042-10-01,2042-10-02,2042-10-03,2043-01-01,2043-02-09,2043-02-10,2043-02-11,2043-02-12,2043-04-06,2043-05-01,2043-05-04,2043-06-11,2043-09-17,2043-10-01,2043-10-02,2043-10-05,2044-01-01,2044-01-29,2044-02-01,2044-02-02,2044-02-03,2044-04-04,2044-05-02,2044-05-03,2044-05-31,2044-10-03,2044-10-04,2044-10-05,2044-10-06,2045-01-02,2045-02-16,2045-02-17,2045-02-20,2045-02-21,2045-04-04,2045-05-01,2045-05-02,2045-06-19,2045-09-25,2045-10-02,2045-10-03,2045-10-04,2046-01-01,2046-02-05,2046-02-06,2046-02-07,2046-02-08,2046-04-04,2046-05-01,2046-05-02,2046-06-08,2046-09-17,2046-10-01,2046-10-02,2046-10-03,2047-01-01,2047-01-25,2047-01-28,2047-01-29,2047-01-30,2047-04-05,2047-05-01,2047-05-02,2047-05-29,2047-10-01,2047-10-02,2047-10-03,2047-10-04,2048-01-01,2048-02-13,2048-02-14,2048-02-17,2048-02-18,2048-04-06,2048-05-01,2048-05-04,2048-06-15,2048-09-22,2048-10-01,2048-10-02,2048-10-05,2049-01-01,2049-02-01,2049-02-02,2049-02-03,2049-02-04,2049-04-05,2049-05-03,2049-05-04,2049-06-04,2049-09-13,2049-10-01,2049-10-04,2049-10-05,2050-01-03,2050-01-24,2050-01-25,2050-01-26,2050-01-27,2050-04-04,2050-05-02,2050-05-03,2050-06-23,2050-09-30,2050-10-03,2050-10-04,2050-10-05,2051-01-02,2051-02-10,2051-02-13,2051-02-14,2051-02-15,2051-04-05,2051-05-01,2051-05-02,2051-06-13,2051-09-19,2051-10-02,2051-10-03,2051-10-04,2052-01-01,2052-01-31,2052-02-01,2052-02-02,2052-02-05,2052-04-04,2052-05-01,2052-05-02,2052-06-03,2052-09-09,2052-10-01,2052-10-02,2052-10-03,2053-01-01,2053-02-18,2053-02-19,2053-02-20,2053-02-21,2053-04-04,2053-05-01,2053-05-02,2053-06-20,2053-09-26,2053-10-01,2053-10-02,2053-10-03,2054-01-01,2054-02-09,2054-02-10,2054-02-11,2054-02-12,2054-04-06,2054-05-01,2054-05-04,2054-06-10,2054-09-16,2054-10-01,2054-10-02,2054-10-05,2055-01-01,2055-01-27,2055-01-28,2055-01-29,2055-02-01,2055-04-05,2055-05-03,2055-05-04,2055-05-31,2055-10-01,2055-10-04,2055-10-05,2055-10-06,2056-01-03,2056-02-14,2056-02-15,2056-02-16,2056-02-17,2056-04-04,2056-05-01,2056-05-02,2056-06-19,2056-09-25,2056-10-02,2056-10-03,2056-10-04,2057-01-01,2057-02-05,2057-02-06,2057-02-07,2057-02-08,2057-04-04,2057-05-01,2057-05-02,2057-06-06,2057-09-13,2057-10-01,2057-10-02,2057-10-03,2058-01-01,2058-01-23,2058-01-24,2058-01-25,2058-01-28,2058-04-04,2058-05-01,2058-05-02,2058-06-25,2058-10-01,2058-10-02,2058-10-03,2059-01-01,2059-02-11,2059-02-12,2059-02-13,2059-02-14,2059-04-07,2059-05-01,2059-05-02,2059-06-16,2059-09-22,2059-10-01,2059-10-02,2059-10-03,2060-01-01,2060-02-02,2060-02-03,2060-02-04,2060-02-05,2060-04-05,2060-05-03,2060-05-04,2060-06-03,2060-09-09,2060-10-01,2060-10-04,2060-10-05,2061-01-03,2061-01-20,2061-01-21,2061-01-24,2061-01-25,2061-04-04,2061-05-02,2061-05-03,2061-06-22,2061-09-28,2061-10-03,2061-10-04,2061-10-05,2062-01-02,2062-02-08,2062-02-09,2062-02-10,2062-02-13,2062-04-04,2062-05-01,2062-05-02,2062-06-12,2062-09-18,2062-10-02,2062-10-03,2062-10-04,2063-01-01,2063-01-29,2063-01-30,2063-01-31,2063-02-01,2063-04-05,2063-05-01,2063-05-02,2063-06-01,2063-10-01,2063-10-02,2063-10-03,2063-10-08,2064-01-01,2064-02-18,2064-02-19,2064-02-20,2064-02-21,2064-04-04,2064-05-01,2064-05-02,2064-06-19,2064-09-25,2064-10-01,2064-10-02,2064-10-03,2065-01-01,2065-02-04,2065-02-05,2065-02-06,2065-02-09,2065-04-06,2065-05-01,2065-05-04,2065-06-08,2065-09-15,2065-10-01,2065-10-02,2065-10-05,2066-01-01,2066-01-25,2066-01-26,2066-01-27,2066-01-28,2066-04-05,2066-05-03,2066-05-04,2066-05-28,2066-10-01,2066-10-04,2066-10-05,2066-10-06,2067-01-03,2067-02-14,2067-02-15,2067-02-16,2067-02-17,2067-04-05,2067-05-02,2067-05-03,2067-06-16,2067-09-23,2067-10-03,2067-10-04,2067-10-05,2068-01-02,2068-02-02,2068-02-03,2068-02-06,2068-02-07,2068-04-04,2068-05-01,2068-05-02,2068-06-04,2068-09-11,2068-10-01,2068-10-02,2068-10-03,2069-01-01,2069-01-22,2069-01-23,2069-01-24,2069-01-25,2069-04-04,2069-05-01,2069-05-02,2069-06-24,2069-09-30,2069-10-01,2069-10-02,2069-10-03,2070-01-01,2070-02-10,2070-02-11,2070-02-12,2070-02-13,2070-04-04,2070-05-01,2070-05-02,2070-06-13,2070-09-19,2070-10-01,2070-10-02,2070-10-03,2071-01-01,2071-01-30,2071-02-02,2071-02-03,2071-02-04,2071-04-06,2071-05-01,2071-05-04,2071-06-02,2071-09-08,2071-10-01,2071-10-02,2071-10-05,2072-01-01,2072-02-18,2072-02-19,2072-02-22,2072-02-23,2072-04-04,2072-05-02,2072-05-03,2072-06-20,2072-09-26,2072-10-03,2072-10-04,2072-10-05,2073-01-02,2073-02-06,2073-02-07,2073-02-08,2073-02-09,2073-04-04,2073-05-01,2073-05-02,2073-06-12,2073-09-18,2073-10-02,2073-10-03,2073-10-04,2074-01-01,2074-01-26,2074-01-29,2074-01-30,2074-01-31,2074-04-04,2074-05-01,2074-05-02,2074-05-30,2074-10-01,2074-10-02,2074-10-03,2074-10-05,2075-01-01,2075-02-14,2075-02-15,2075-02-18,2075-02-19,2075-04-04,2075-05-01,2075-05-02,2075-06-17,2075-09-24,2075-10-01,2075-10-02,2075-10-03,2076-01-01,2076-02-04,2076-02-05,2076-02-06,2076-02-07,2076-04-06,2076-05-01,2076-05-04,2076-06-08,2076-09-14,2076-10-01,2076-10-02,2076-10-05,2077-01-01,2077-01-25,2077-01-26,2077-01-27,2077-01-28,2077-04-05,2077-05-03,2077-05-04,2077-06-24,2077-10-01,2077-10-04,2077-10-05,2078-01-03,2078-02-11,2078-02-14,2078-02-15,2078-02-16,2078-04-04,2078-05-02,2078-05-03,2078-06-14,2078-09-20,2078-10-03,2078-10-04,2078-10-05,2079-01-02,2079-02-01,2079-02-02,2079-02-03,2079-02-06,2079-04-04,2079-05-01,2079-05-02,2079-06-05,2079-09-11,2079-10-02,2079-10-03,2079-10-04,2080-01-01,2080-01-22,2080-01-23,2080-01-24,2080-01-25,2080-04-04,2080-05-01,2080-05-02,2080-06-24,2080-09-30,2080-10-01,2080-10-02,2080-10-03,2081-01-01,2081-02-10,2081-02-11,2081-02-12,2081-02-13,2081-04-04,2081-05-01,2081-05-02,2081-06-11,2081-09-17,2081-10-01,2081-10-02,2081-10-03,2082-01-01,2082-01-28,2082-01-29,2082-01-30,2082-02-02,2082-04-06,2082-05-01,2082-05-04,2082-06-01,2082-10-01,2082-10-02,2082-10-05,2082-10-06,2083-01-01,2083-02-16,2083-02-17,2083-02-18,2083-02-19,2083-04-05,2083-05-03,2083-05-04,2083-06-21,2083-09-27,2083-10-01,2083-10-04,2083-10-05,2084-01-03,2084-02-07,2084-02-08,2084-02-09,2084-02-10,2084-04-04,2084-05-01,2084-05-02,2084-06-07,2084-09-14,2084-10-02,2084-10-03,2084-10-04,2085-01-01,2085-01-25,2085-01-26,2085-01-29,2085-01-30,2085-04-04,2085-05-01,2085-05-02,2085-05-28,2085-10-01,2085-10-02,2085-10-03,2086-01-01,2086-02-13,2086-02-14,2086-02-15,2086-02-18,2086-04-04,2086-05-01,2086-05-02,2086-06-17,2086-09-23,2086-10-01,2086-10-02,2086-10-03,2087-01-01,2087-02-03,2087-02-04,2087-02-05,2087-02-06,2087-04-04,2087-05-01,2087-05-02,2087-06-05,2087-09-11,2087-10-01,2087-10-02,2087-10-03,2088-01-01,2088-01-23,2088-01-26,2088-01-27,2088-01-28,2088-04-05,2088-05-03,2088-05-04,2088-06-23,2088-09-29,2088-10-01,2088-10-04,2088-10-05,2089-01-03,2089-02-09,2089-02-10,2089-02-11,2089-02-14,2089-04-04,2089-05-02,2089-05-03,2089-06-13,2089-09-19,2089-10-03,2089-10-04,2089-10-05,2090-01-02,2090-01-30,2090-01-31,2090-02-01,2090-02-02,2090-04-04,2090-05-01,2090-05-02,2090-06-02,2090-09-08,2090-10-02,2090-10-03,2090-10-04,2091-01-01,2091-02-19,2091-02-20,2091-02-21,2091-02-22,2091-04-04,2091-05-01,2091-05-02,2091-06-21,2091-09-27,2091-10-01,2091-10-02,2091-10-03,2092-01-01,2092-02-06,2092-02-07,2092-02-08,2092-02-11,2092-04-04,2092-05-01,2092-05-02,2092-06-09,2092-09-16,2092-10-01,2092-10-02,2092-10-03,2093-01-01,2093-01-26,2093-01-27,2093-01-28,2093-01-29,2093-04-06,2093-05-01,2093-05-04,2093-05-29,2093-10-01,2093-10-02,2093-10-05,2093-10-06,2094-01-01,2094-02-15,2094-02-16,2094-02-17,2094-02-18,2094-04-05,2094-05-03,2094-05-04,2094-06-17,2094-09-24,2094-10-01,2094-10-04,2094-10-05,2095-01-03,2095-02-04,2095-02-07,2095-02-08,2095-02-09,2095-04-04,2095-05-02,2095-05-03,2095-06-06,2095-09-13,2095-10-03,2095-10-04,2095-10-05,2096-01-02,2096-01-24,2096-01-25,2096-01-26,2096-01-27,2096-04-04,2096-05-01,2096-05-02,2096-06-25,2096-10-01,2096-10-02,2096-10-03,2096-10-04,2097-01-01,2097-02-11,2097-02-12,2097-02-13,2097-02-14,2097-04-04,2097-05-01,2097-05-02,2097-06-14,2097-09-20,2097-10-01,2097-10-02,2097-10-03,2098-01-01,2098-01-31,2098-02-03,2098-02-04,2098-02-05,2098-04-04,2098-05-01,2098-05-02,2098-06-04,2098-09-09,2098-10-01,2098-10-02,2098-10-03,2099-01-01,2099-01-20,2099-01-21,2099-01-22,2099-01-23,2099-04-06,2099-05-01,2099-05-04,2099-06-23,2099-09-29,2099-10-01,2099-10-02,2099-10-05,2100-01-01,2100-02-08,2100-02-09,2100-02-10,2100-02-11,2100-04-05,2100-05-03,2100-05-04,2100-06-14,2100-09-20,2100-10-01,2100-10-04,2100-10-05}'::date[]
  ) AS other
)
SELECT concat(
  '{"data":{"statutory":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t1p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t2."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t2."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t1p."due_on" ASC,
          t1p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_2
    FROM (
      SELECT t1."counted" AS counted,
      t1."problem_id" AS problem_id,
      t1."due_on" AS due_on,
      t1."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.holder AS holder,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_1
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.holder AS holder,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_1.works
                    FROM declared_days AS anon_1 JOIN app.tenant AS tenant_1 ON anon_1.holder IN (
                      tenant_1.at1,
                      tenant_1.at2,
                      tenant_1.at3,
                      tenant_1.at4,
                      tenant_1.at5,
                      tenant_1.at6
                    )
                    WHERE tenant_1.id = runs.holder
                    AND anon_1.day = CAST(day AS DATE)
                    ORDER BY anon_1.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN CASE WHEN coalesce(
                CASE WHEN (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                ) THEN (
                  SELECT anon_2.works
                  FROM declared_days AS anon_2 JOIN app.tenant AS tenant_2 ON anon_2.holder IN (
                    tenant_2.at1,
                    tenant_2.at2,
                    tenant_2.at3,
                    tenant_2.at4,
                    tenant_2.at5,
                    tenant_2.at6
                  )
                  WHERE tenant_2.id = runs.holder
                  AND anon_2.day = runs.day + runs.amount + coalesce(granted.days, 0)
                  ORDER BY anon_2.slot DESC
                  LIMIT 1
                ) END,
                (
                  date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                ) != (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                )
              ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_3.works
                    FROM declared_days AS anon_3 JOIN app.tenant AS tenant_3 ON anon_3.holder IN (
                      tenant_3.at1,
                      tenant_3.at2,
                      tenant_3.at3,
                      tenant_3.at4,
                      tenant_3.at5,
                      tenant_3.at6
                    )
                    WHERE tenant_3.id = runs.holder
                    AND anon_3.day = CAST(day AS DATE)
                    ORDER BY anon_3.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_4.works
                      FROM declared_days AS anon_4 JOIN app.tenant AS tenant_4 ON anon_4.holder IN (
                        tenant_4.at1,
                        tenant_4.at2,
                        tenant_4.at3,
                        tenant_4.at4,
                        tenant_4.at5,
                        tenant_4.at6
                      )
                      WHERE tenant_4.id = runs.holder
                      AND anon_4.day = CAST(day AS DATE)
                      ORDER BY anon_4.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN CASE WHEN coalesce(
                  CASE WHEN (
                    runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_5.works
                    FROM declared_days AS anon_5 JOIN app.tenant AS tenant_5 ON anon_5.holder IN (
                      tenant_5.at1,
                      tenant_5.at2,
                      tenant_5.at3,
                      tenant_5.at4,
                      tenant_5.at5,
                      tenant_5.at6
                    )
                    WHERE tenant_5.id = runs.holder
                    AND anon_5.day = runs.day + runs.amount + 0
                    ORDER BY anon_5.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                    runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                  )
                ) THEN runs.day + runs.amount + 0 ELSE (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_6.works
                      FROM declared_days AS anon_6 JOIN app.tenant AS tenant_6 ON anon_6.holder IN (
                        tenant_6.at1,
                        tenant_6.at2,
                        tenant_6.at3,
                        tenant_6.at4,
                        tenant_6.at5,
                        tenant_6.at6
                      )
                      WHERE tenant_6.id = runs.holder
                      AND anon_6.day = CAST(day AS DATE)
                      ORDER BY anon_6.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET 0
                ) END ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_4.works
                          FROM declared_days AS anon_4 JOIN app.tenant AS tenant_4 ON anon_4.holder IN (
                            tenant_4.at1,
                            tenant_4.at2,
                            tenant_4.at3,
                            tenant_4.at4,
                            tenant_4.at5,
                            tenant_4.at6
                          )
                          WHERE tenant_4.id = runs.holder
                          AND anon_4.day = CAST(day AS DATE)
                          ORDER BY anon_4.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_5.works
                        FROM declared_days AS anon_5 JOIN app.tenant AS tenant_5 ON anon_5.holder IN (
                          tenant_5.at1,
                          tenant_5.at2,
                          tenant_5.at3,
                          tenant_5.at4,
                          tenant_5.at5,
                          tenant_5.at6
                        )
                        WHERE tenant_5.id = runs.holder
                        AND anon_5.day = runs.day + runs.amount + 0
                        ORDER BY anon_5.slot DESC
                        LIMIT 1
                      ) END,
                      (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                        runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + 0 ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_6.works
                          FROM declared_days AS anon_6 JOIN app.tenant AS tenant_6 ON anon_6.holder IN (
                            tenant_6.at1,
                            tenant_6.at2,
                            tenant_6.at3,
                            tenant_6.at4,
                            tenant_6.at5,
                            tenant_6.at6
                          )
                          WHERE tenant_6.id = runs.holder
                          AND anon_6.day = CAST(day AS DATE)
                          ORDER BY anon_6.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_1.works
                          FROM declared_days AS anon_1 JOIN app.tenant AS tenant_1 ON anon_1.holder IN (
                            tenant_1.at1,
                            tenant_1.at2,
                            tenant_1.at3,
                            tenant_1.at4,
                            tenant_1.at5,
                            tenant_1.at6
                          )
                          WHERE tenant_1.id = runs.holder
                          AND anon_1.day = CAST(day AS DATE)
                          ORDER BY anon_1.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_2.works
                        FROM declared_days AS anon_2 JOIN app.tenant AS tenant_2 ON anon_2.holder IN (
                          tenant_2.at1,
                          tenant_2.at2,
                          tenant_2.at3,
                          tenant_2.at4,
                          tenant_2.at5,
                          tenant_2.at6
                        )
                        WHERE tenant_2.id = runs.holder
                        AND anon_2.day = runs.day + runs.amount + coalesce(granted.days, 0)
                        ORDER BY anon_2.slot DESC
                        LIMIT 1
                      ) END,
                      (
                        date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                      ) != (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_3.works
                          FROM declared_days AS anon_3 JOIN app.tenant AS tenant_3 ON anon_3.holder IN (
                            tenant_3.at1,
                            tenant_3.at2,
                            tenant_3.at3,
                            tenant_3.at4,
                            tenant_3.at5,
                            tenant_3.at6
                          )
                          WHERE tenant_3.id = runs.holder
                          AND anon_3.day = CAST(day AS DATE)
                          ORDER BY anon_3.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                app.problem.holder AS holder,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_1
                    WHERE problem_trail_1.problem_id = app.problem.id
                    AND (
                      problem_trail_1.at2 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at3 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at4 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at5 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_1.at6 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $1::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($3 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($4 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_7
              WHERE tenant_7.id = timed.charged
              AND (
                tenant_7.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_7.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_7.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_7.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_7.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $1::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND timed.due >= CAST($3 AS DATE)
          AND timed.due < CAST($4 AS DATE)
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t1
      WHERE true
      ORDER BY t1."due_on" ASC,
      t1."item_id" ASC
      LIMIT 50
    ) AS t1p
    LEFT OUTER JOIN app.problem AS t2 ON t2."id" = t1p."problem_id"
    AND (
      t2."at2" = $2
      AND t2."open_to" <= 2
      AND (t2."accused" && $5) IS NOT true
      OR $2 = ANY (t2."trail")
      AND (t2."at2" = $2 AND t2."open_to" <= 2) IS NOT true
      AND (t2."accused" && $5) IS NOT true
    )
  ),
  ',"response":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t3p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t4."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t4."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t3p."due_on" ASC,
          t3p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t3."counted" AS counted,
      t3."problem_id" AS problem_id,
      t3."due_on" AS due_on,
      t3."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.holder AS holder,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_2
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.holder AS holder,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_7.works
                    FROM declared_days AS anon_7 JOIN app.tenant AS tenant_8 ON anon_7.holder IN (
                      tenant_8.at1,
                      tenant_8.at2,
                      tenant_8.at3,
                      tenant_8.at4,
                      tenant_8.at5,
                      tenant_8.at6
                    )
                    WHERE tenant_8.id = runs.holder
                    AND anon_7.day = CAST(day AS DATE)
                    ORDER BY anon_7.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN CASE WHEN coalesce(
                CASE WHEN (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                ) THEN (
                  SELECT anon_8.works
                  FROM declared_days AS anon_8 JOIN app.tenant AS tenant_9 ON anon_8.holder IN (
                    tenant_9.at1,
                    tenant_9.at2,
                    tenant_9.at3,
                    tenant_9.at4,
                    tenant_9.at5,
                    tenant_9.at6
                  )
                  WHERE tenant_9.id = runs.holder
                  AND anon_8.day = runs.day + runs.amount + coalesce(granted.days, 0)
                  ORDER BY anon_8.slot DESC
                  LIMIT 1
                ) END,
                (
                  date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                ) != (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                )
              ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_9.works
                    FROM declared_days AS anon_9 JOIN app.tenant AS tenant_10 ON anon_9.holder IN (
                      tenant_10.at1,
                      tenant_10.at2,
                      tenant_10.at3,
                      tenant_10.at4,
                      tenant_10.at5,
                      tenant_10.at6
                    )
                    WHERE tenant_10.id = runs.holder
                    AND anon_9.day = CAST(day AS DATE)
                    ORDER BY anon_9.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_10.works
                      FROM declared_days AS anon_10 JOIN app.tenant AS tenant_11 ON anon_10.holder IN (
                        tenant_11.at1,
                        tenant_11.at2,
                        tenant_11.at3,
                        tenant_11.at4,
                        tenant_11.at5,
                        tenant_11.at6
                      )
                      WHERE tenant_11.id = runs.holder
                      AND anon_10.day = CAST(day AS DATE)
                      ORDER BY anon_10.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN CASE WHEN coalesce(
                  CASE WHEN (
                    runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_11.works
                    FROM declared_days AS anon_11 JOIN app.tenant AS tenant_12 ON anon_11.holder IN (
                      tenant_12.at1,
                      tenant_12.at2,
                      tenant_12.at3,
                      tenant_12.at4,
                      tenant_12.at5,
                      tenant_12.at6
                    )
                    WHERE tenant_12.id = runs.holder
                    AND anon_11.day = runs.day + runs.amount + 0
                    ORDER BY anon_11.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                    runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                  )
                ) THEN runs.day + runs.amount + 0 ELSE (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_12.works
                      FROM declared_days AS anon_12 JOIN app.tenant AS tenant_13 ON anon_12.holder IN (
                        tenant_13.at1,
                        tenant_13.at2,
                        tenant_13.at3,
                        tenant_13.at4,
                        tenant_13.at5,
                        tenant_13.at6
                      )
                      WHERE tenant_13.id = runs.holder
                      AND anon_12.day = CAST(day AS DATE)
                      ORDER BY anon_12.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET 0
                ) END ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_10.works
                          FROM declared_days AS anon_10 JOIN app.tenant AS tenant_11 ON anon_10.holder IN (
                            tenant_11.at1,
                            tenant_11.at2,
                            tenant_11.at3,
                            tenant_11.at4,
                            tenant_11.at5,
                            tenant_11.at6
                          )
                          WHERE tenant_11.id = runs.holder
                          AND anon_10.day = CAST(day AS DATE)
                          ORDER BY anon_10.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_11.works
                        FROM declared_days AS anon_11 JOIN app.tenant AS tenant_12 ON anon_11.holder IN (
                          tenant_12.at1,
                          tenant_12.at2,
                          tenant_12.at3,
                          tenant_12.at4,
                          tenant_12.at5,
                          tenant_12.at6
                        )
                        WHERE tenant_12.id = runs.holder
                        AND anon_11.day = runs.day + runs.amount + 0
                        ORDER BY anon_11.slot DESC
                        LIMIT 1
                      ) END,
                      (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                        runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + 0 ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_12.works
                          FROM declared_days AS anon_12 JOIN app.tenant AS tenant_13 ON anon_12.holder IN (
                            tenant_13.at1,
                            tenant_13.at2,
                            tenant_13.at3,
                            tenant_13.at4,
                            tenant_13.at5,
                            tenant_13.at6
                          )
                          WHERE tenant_13.id = runs.holder
                          AND anon_12.day = CAST(day AS DATE)
                          ORDER BY anon_12.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_7.works
                          FROM declared_days AS anon_7 JOIN app.tenant AS tenant_8 ON anon_7.holder IN (
                            tenant_8.at1,
                            tenant_8.at2,
                            tenant_8.at3,
                            tenant_8.at4,
                            tenant_8.at5,
                            tenant_8.at6
                          )
                          WHERE tenant_8.id = runs.holder
                          AND anon_7.day = CAST(day AS DATE)
                          ORDER BY anon_7.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_8.works
                        FROM declared_days AS anon_8 JOIN app.tenant AS tenant_9 ON anon_8.holder IN (
                          tenant_9.at1,
                          tenant_9.at2,
                          tenant_9.at3,
                          tenant_9.at4,
                          tenant_9.at5,
                          tenant_9.at6
                        )
                        WHERE tenant_9.id = runs.holder
                        AND anon_8.day = runs.day + runs.amount + coalesce(granted.days, 0)
                        ORDER BY anon_8.slot DESC
                        LIMIT 1
                      ) END,
                      (
                        date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                      ) != (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_9.works
                          FROM declared_days AS anon_9 JOIN app.tenant AS tenant_10 ON anon_9.holder IN (
                            tenant_10.at1,
                            tenant_10.at2,
                            tenant_10.at3,
                            tenant_10.at4,
                            tenant_10.at5,
                            tenant_10.at6
                          )
                          WHERE tenant_10.id = runs.holder
                          AND anon_9.day = CAST(day AS DATE)
                          ORDER BY anon_9.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                app.problem.holder AS holder,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_2
                    WHERE problem_trail_2.problem_id = app.problem.id
                    AND (
                      problem_trail_2.at2 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at3 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at4 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at5 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                      OR problem_trail_2.at6 = (
                        SELECT scored.id
                        FROM app.tenant AS scored
                        WHERE scored.uid = $6::UUID
                        AND (scored.parent_id = $2 OR scored.id = $2)
                      )
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($7 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_14
              WHERE tenant_14.id = timed.charged
              AND (
                tenant_14.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_14.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_14.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_14.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_14.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $6::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND timed.stage = 'HOTLINE_CONTACT'
          AND timed.at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($7 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND timed.at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t3
      WHERE true
      ORDER BY t3."due_on" ASC,
      t3."item_id" ASC
      LIMIT 50
    ) AS t3p
    LEFT OUTER JOIN app.problem AS t4 ON t4."id" = t3p."problem_id"
    AND (
      t4."at2" = $2
      AND t4."open_to" <= 2
      AND (t4."accused" && $5) IS NOT true
      OR $2 = ANY (t4."trail")
      AND (t4."at2" = $2 AND t4."open_to" <= 2) IS NOT true
      AND (t4."accused" && $5) IS NOT true
    )
  ),
  ',"publish":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t5p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t6."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t6."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t5p."due_on" ASC,
          t5p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_4
    FROM (
      SELECT t5."counted" AS counted,
      t5."problem_id" AS problem_id,
      t5."due_on" AS due_on,
      t5."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.publicity_duty.id AS item_id,
          app.publicity_duty.problem_id AS problem_id,
          EXISTS (
            SELECT *
            FROM app.publication AS made
            WHERE made.id = app.publicity_duty.met_by
            AND CAST(timezone('Asia/Shanghai', made.published_at) AS DATE) <= app.publicity_duty.due_on
          ) AS counted,
          false AS half
          FROM app.publicity_duty
          WHERE app.publicity_duty.due_on >= CAST($9 AS DATE)
          AND app.publicity_duty.due_on < CAST($10 AS DATE)
          AND (
            app.publicity_duty.open
            AND (
              app.publicity_duty.at2 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at3 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at4 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at5 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
              OR app.publicity_duty.at6 = (
                SELECT scored.id
                FROM app.tenant AS scored
                WHERE scored.uid = $11::UUID
                AND (scored.parent_id = $2 OR scored.id = $2)
              )
            )
            OR (app.publicity_duty.met_by IS NOT NULL OR app.publicity_duty.missed)
            AND (
              EXISTS (
                SELECT *
                FROM app.tenant AS tenant_15
                WHERE tenant_15.id = app.publicity_duty.about
                AND (
                  tenant_15.at2 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_15.at3 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_15.at4 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_15.at5 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_15.at6 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $11::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                )
              )
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t5
      WHERE true
      ORDER BY t5."due_on" ASC,
      t5."item_id" ASC
      LIMIT 50
    ) AS t5p
    LEFT OUTER JOIN app.problem AS t6 ON t6."id" = t5p."problem_id"
    AND (
      t6."at2" = $2
      AND t6."open_to" <= 2
      AND (t6."accused" && $5) IS NOT true
      OR $2 = ANY (t6."trail")
      AND (t6."at2" = $2 AND t6."open_to" <= 2) IS NOT true
      AND (t6."accused" && $5) IS NOT true
    )
  ),
  ',"repeat":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t7p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t8."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t8."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t7p."due_on" ASC,
          t7p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_5
    FROM (
      SELECT t7."counted" AS counted,
      t7."problem_id" AS problem_id,
      t7."due_on" AS due_on,
      t7."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.problem.id AS item_id,
          app.problem.id AS problem_id,
          concat('; ', app.problem.admission, ';') NOT LIKE '; reject/%'
          AND concat('; ', app.problem.admission, ';') LIKE '%; PETITION/repeated;%' AS counted,
          false AS half
          FROM app.problem JOIN app.happening ON app.happening.root = app.problem.root
          AND app.happening.problem_id = app.problem.id
          WHERE app.problem.list_type = 'PETITION'
          AND app.happening.act = 'register_problem'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($12 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($13 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.problem_trail AS problem_trail_3
              WHERE problem_trail_3.problem_id = app.problem.id
              AND (
                problem_trail_3.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR problem_trail_3.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $14::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t7
      WHERE true
      ORDER BY t7."due_on" ASC,
      t7."item_id" ASC
      LIMIT 50
    ) AS t7p
    LEFT OUTER JOIN app.problem AS t8 ON t8."id" = t7p."problem_id"
    AND (
      t8."at2" = $2
      AND t8."open_to" <= 2
      AND (t8."accused" && $5) IS NOT true
      OR $2 = ANY (t8."trail")
      AND (t8."at2" = $2 AND t8."open_to" <= 2) IS NOT true
      AND (t8."accused" && $5) IS NOT true
    )
  ),
  ',"cases":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t9p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t10."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t10."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t9p."due_on" ASC,
          t9p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_6
    FROM (
      SELECT t9."counted" AS counted,
      t9."problem_id" AS problem_id,
      t9."due_on" AS due_on,
      t9."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.happening.id AS item_id,
          app.happening.problem_id AS problem_id,
          true AS counted,
          false AS half
          FROM app.happening
          WHERE app.happening.act = 'publish_case'
          AND app.happening.reason = 'NEGATIVE'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($15 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($16 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_16
              WHERE tenant_16.id = app.happening.about
              AND (
                tenant_16.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_16.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_16.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_16.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_16.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $17::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS taken
              WHERE taken.root = app.happening.root
              AND taken.problem_id = app.happening.problem_id
              AND taken.act = 'withdraw_case'
              AND taken.publication_id = app.happening.publication_id
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS earlier
              WHERE earlier.root = app.happening.root
              AND earlier.problem_id = app.happening.problem_id
              AND earlier.about = app.happening.about
              AND earlier.reason = app.happening.reason
              AND earlier.act = 'publish_case'
              AND (earlier.happened_at, earlier.id) < (app.happening.happened_at, app.happening.id)
              AND NOT (
                EXISTS (
                  SELECT *
                  FROM app.happening AS taken
                  WHERE taken.root = earlier.root
                  AND taken.problem_id = earlier.problem_id
                  AND taken.act = 'withdraw_case'
                  AND taken.publication_id = earlier.publication_id
                )
              )
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t9
      WHERE true
      ORDER BY t9."due_on" ASC,
      t9."item_id" ASC
      LIMIT 50
    ) AS t9p
    LEFT OUTER JOIN app.problem AS t10 ON t10."id" = t9p."problem_id"
    AND (
      t10."at2" = $2
      AND t10."open_to" <= 2
      AND (t10."accused" && $5) IS NOT true
      OR $2 = ANY (t10."trail")
      AND (t10."at2" = $2 AND t10."open_to" <= 2) IS NOT true
      AND (t10."accused" && $5) IS NOT true
    )
  ),
  ',"breaches":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t11p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t12."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t12."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t11p."due_on" ASC,
          t11p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_7
    FROM (
      SELECT t11."counted" AS counted,
      t11."problem_id" AS problem_id,
      t11."due_on" AS due_on,
      t11."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT app.happening.id AS item_id,
          app.happening.problem_id AS problem_id,
          true AS counted,
          false AS half
          FROM app.happening
          WHERE app.happening.act = 'find_breach'
          AND app.happening.happened_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($18 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND app.happening.happened_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($19 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_17
              WHERE tenant_17.id = app.happening.about
              AND (
                tenant_17.at2 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_17.at3 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_17.at4 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_17.at5 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
                OR tenant_17.at6 = (
                  SELECT scored.id
                  FROM app.tenant AS scored
                  WHERE scored.uid = $20::UUID
                  AND (scored.parent_id = $2 OR scored.id = $2)
                )
              )
            )
          )
          AND NOT (
            EXISTS (
              SELECT *
              FROM app.happening AS taken
              WHERE taken.root = app.happening.root
              AND taken.problem_id = app.happening.problem_id
              AND taken.about = app.happening.about
              AND taken.reason = app.happening.reason
              AND taken.act = 'revoke_breach'
              AND (taken.happened_at, taken.id) >= (app.happening.happened_at, app.happening.id)
              AND (
                SELECT sum(CASE WHEN ("between".act = 'find_breach') THEN 1 ELSE -1 END) AS sum_1
                FROM app.happening AS "between"
                WHERE "between".root = app.happening.root
                AND "between".problem_id = app.happening.problem_id
                AND "between".about = app.happening.about
                AND "between".reason = app.happening.reason
                AND "between".act IN ('find_breach', 'revoke_breach')
                AND ("between".happened_at, "between".id) >= (app.happening.happened_at, app.happening.id)
                AND (taken.happened_at, taken.id) >= ("between".happened_at, "between".id)
              ) <= 0
            )
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t11
      WHERE true
      ORDER BY t11."due_on" ASC,
      t11."item_id" ASC
      LIMIT 50
    ) AS t11p
    LEFT OUTER JOIN app.problem AS t12 ON t12."id" = t11p."problem_id"
    AND (
      t12."at2" = $2
      AND t12."open_to" <= 2
      AND (t12."accused" && $5) IS NOT true
      OR $2 = ANY (t12."trail")
      AND (t12."at2" = $2 AND t12."open_to" <= 2) IS NOT true
      AND (t12."accused" && $5) IS NOT true
    )
  ),
  ',"thenAndThere":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"inNumerator":',
            CAST(t13p."counted" AS TEXT),
            ',"problem":',
            CASE WHEN (t14."id" IS NULL) THEN 'null' ELSE concat('{"title":', to_json(t14."title"), '}') END,
            '}'
          ),
          ','
          ORDER BY t13p."due_on" ASC,
          t13p."item_id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_8
    FROM (
      SELECT t13."counted" AS counted,
      t13."problem_id" AS problem_id,
      t13."due_on" AS due_on,
      t13."item_id" AS item_id
      FROM (
        SELECT items.item_id AS item_id,
        items.problem_id AS problem_id,
        items.counted AS counted,
        app.problem.due_on AS due_on
        FROM (
          SELECT CAST(md5(concat(timed.step, timed.entry)) AS UUID) AS item_id,
          timed.id AS problem_id,
          coalesce(
            coalesce(timed.done, false)
            AND timed.stopped_at < timed."over",
            false
          ) AS counted,
          false AS half
          FROM (
            SELECT due_runs.id AS id,
            due_runs.root AS root,
            due_runs.holder AS holder,
            due_runs.stage AS stage,
            due_runs.list_type AS list_type,
            due_runs.first_track AS first_track,
            due_runs.counted_in AS counted_in,
            due_runs.tracks AS tracks,
            due_runs.starts AS starts,
            due_runs.ends AS ends,
            due_runs.cuts AS cuts,
            due_runs.beyond AS beyond,
            due_runs.reply AS reply,
            due_runs.rolls AS rolls,
            due_runs.outlives AS outlives,
            due_runs.anew AS anew,
            due_runs.entry AS entry,
            due_runs.extension_most AS extension_most,
            due_runs.since AS since,
            due_runs.until AS until,
            due_runs.amount AS amount,
            due_runs.step AS step,
            due_runs.at AS at,
            due_runs.day AS day,
            due_runs.starter AS starter,
            due_runs.stopped_at AS stopped_at,
            due_runs.done AS done,
            due_runs.due AS due,
            due_runs."over" AS "over",
            coalesce(
              (
                SELECT coalesce(
                  moved.about,
                  CASE WHEN (
                    moved.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = moved.root
                        AND taken_back.problem_id = moved.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = moved.other_end
                        AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = moved.root
                            AND sent_again.problem_id = moved.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = moved.other_end
                            AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN moved.other_end WHEN (moved.act = 'rise_by_rule') THEN moved.other_end END,
                  moved.author_tenant
                ) AS coalesce_3
                FROM app.happening AS moved
                WHERE NOT due_runs.outlives
                AND moved.problem_id = due_runs.id
                AND moved.act IN ('hand_down', 'take_up', 'rise_by_rule')
                AND (
                  moved.act != 'hand_down'
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = moved.root
                      AND taken_back.problem_id = moved.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = moved.other_end
                      AND (taken_back.happened_at, taken_back.id) > (moved.happened_at, moved.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = moved.root
                          AND sent_again.problem_id = moved.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = moved.other_end
                          AND (sent_again.happened_at, sent_again.id) > (moved.happened_at, moved.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                )
                AND (moved.happened_at, moved.id) > (due_runs.at, due_runs.step)
                AND moved.happened_at < least(due_runs.stopped_at, due_runs."over")
                ORDER BY moved.act = 'hand_down' DESC,
                moved.happened_at DESC,
                moved.id DESC
                LIMIT 1
              ),
              due_runs.starter
            ) AS charged
            FROM (
              SELECT runs.id AS id,
              runs.root AS root,
              runs.holder AS holder,
              runs.stage AS stage,
              runs.list_type AS list_type,
              runs.first_track AS first_track,
              runs.counted_in AS counted_in,
              runs.tracks AS tracks,
              runs.starts AS starts,
              runs.ends AS ends,
              runs.cuts AS cuts,
              runs.beyond AS beyond,
              runs.reply AS reply,
              runs.rolls AS rolls,
              runs.outlives AS outlives,
              runs.anew AS anew,
              runs.entry AS entry,
              runs.extension_most AS extension_most,
              runs.since AS since,
              runs.until AS until,
              runs.amount AS amount,
              runs.step AS step,
              runs.at AS at,
              runs.day AS day,
              runs.starter AS starter,
              stopped.stopped_at AS stopped_at,
              stopped.done AS done,
              CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_13.works
                    FROM declared_days AS anon_13 JOIN app.tenant AS tenant_18 ON anon_13.holder IN (
                      tenant_18.at1,
                      tenant_18.at2,
                      tenant_18.at3,
                      tenant_18.at4,
                      tenant_18.at5,
                      tenant_18.at6
                    )
                    WHERE tenant_18.id = runs.holder
                    AND anon_13.day = CAST(day AS DATE)
                    ORDER BY anon_13.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET runs.amount - 1
              ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
              ) WHEN runs.rolls THEN CASE WHEN coalesce(
                CASE WHEN (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                ) THEN (
                  SELECT anon_14.works
                  FROM declared_days AS anon_14 JOIN app.tenant AS tenant_19 ON anon_14.holder IN (
                    tenant_19.at1,
                    tenant_19.at2,
                    tenant_19.at3,
                    tenant_19.at4,
                    tenant_19.at5,
                    tenant_19.at6
                  )
                  WHERE tenant_19.id = runs.holder
                  AND anon_14.day = runs.day + runs.amount + coalesce(granted.days, 0)
                  ORDER BY anon_14.slot DESC
                  LIMIT 1
                ) END,
                (
                  date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                ) != (
                  runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                )
              ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  CAST(
                    runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                  ),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_15.works
                    FROM declared_days AS anon_15 JOIN app.tenant AS tenant_20 ON anon_15.holder IN (
                      tenant_20.at1,
                      tenant_20.at2,
                      tenant_20.at3,
                      tenant_20.at4,
                      tenant_20.at5,
                      tenant_20.at6
                    )
                    WHERE tenant_20.id = runs.holder
                    AND anon_15.day = CAST(day AS DATE)
                    ORDER BY anon_15.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', CAST(day AS DATE)) < 6) != (
                    CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                  )
                )
                ORDER BY CAST(day AS DATE)
                LIMIT 1 OFFSET 0
              ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END AS due,
              CASE WHEN (
                granted.granted_on > CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_16.works
                      FROM declared_days AS anon_16 JOIN app.tenant AS tenant_21 ON anon_16.holder IN (
                        tenant_21.at1,
                        tenant_21.at2,
                        tenant_21.at3,
                        tenant_21.at4,
                        tenant_21.at5,
                        tenant_21.at6
                      )
                      WHERE tenant_21.id = runs.holder
                      AND anon_16.day = CAST(day AS DATE)
                      ORDER BY anon_16.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET runs.amount - 1
                ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                  timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                ) WHEN runs.rolls THEN CASE WHEN coalesce(
                  CASE WHEN (
                    runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_17.works
                    FROM declared_days AS anon_17 JOIN app.tenant AS tenant_22 ON anon_17.holder IN (
                      tenant_22.at1,
                      tenant_22.at2,
                      tenant_22.at3,
                      tenant_22.at4,
                      tenant_22.at5,
                      tenant_22.at6
                    )
                    WHERE tenant_22.id = runs.holder
                    AND anon_17.day = runs.day + runs.amount + 0
                    ORDER BY anon_17.slot DESC
                    LIMIT 1
                  ) END,
                  (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                    runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                  )
                ) THEN runs.day + runs.amount + 0 ELSE (
                  SELECT CAST(day AS DATE) AS day
                  FROM generate_series(
                    CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                    CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                    interval '1 day'
                  ) AS day
                  WHERE coalesce(
                    CASE WHEN (
                      CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                    ) THEN (
                      SELECT anon_18.works
                      FROM declared_days AS anon_18 JOIN app.tenant AS tenant_23 ON anon_18.holder IN (
                        tenant_23.at1,
                        tenant_23.at2,
                        tenant_23.at3,
                        tenant_23.at4,
                        tenant_23.at5,
                        tenant_23.at6
                      )
                      WHERE tenant_23.id = runs.holder
                      AND anon_18.day = CAST(day AS DATE)
                      ORDER BY anon_18.slot DESC
                      LIMIT 1
                    ) END,
                    (date_part('isodow', CAST(day AS DATE)) < 6) != (
                      CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                    )
                  )
                  ORDER BY CAST(day AS DATE)
                  LIMIT 1 OFFSET 0
                ) END ELSE runs.day + runs.amount + 0 END + 1
              ) THEN CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_16.works
                          FROM declared_days AS anon_16 JOIN app.tenant AS tenant_21 ON anon_16.holder IN (
                            tenant_21.at1,
                            tenant_21.at2,
                            tenant_21.at3,
                            tenant_21.at4,
                            tenant_21.at5,
                            tenant_21.at6
                          )
                          WHERE tenant_21.id = runs.holder
                          AND anon_16.day = CAST(day AS DATE)
                          ORDER BY anon_16.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + 0 IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_17.works
                        FROM declared_days AS anon_17 JOIN app.tenant AS tenant_22 ON anon_17.holder IN (
                          tenant_22.at1,
                          tenant_22.at2,
                          tenant_22.at3,
                          tenant_22.at4,
                          tenant_22.at5,
                          tenant_22.at6
                        )
                        WHERE tenant_22.id = runs.holder
                        AND anon_17.day = runs.day + runs.amount + 0
                        ORDER BY anon_17.slot DESC
                        LIMIT 1
                      ) END,
                      (date_part('isodow', runs.day + runs.amount + 0) < 6) != (
                        runs.day + runs.amount + 0 IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + 0 ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + runs.amount + 0 + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + runs.amount + 0 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_18.works
                          FROM declared_days AS anon_18 JOIN app.tenant AS tenant_23 ON anon_18.holder IN (
                            tenant_23.at1,
                            tenant_23.at2,
                            tenant_23.at3,
                            tenant_23.at4,
                            tenant_23.at5,
                            tenant_23.at6
                          )
                          WHERE tenant_23.id = runs.holder
                          AND anon_18.day = CAST(day AS DATE)
                          ORDER BY anon_18.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + 0 END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END ELSE CASE WHEN (runs.counted_in = 'HOUR') THEN date_trunc('minute', runs.at) + runs.amount * interval '1 hour' + interval '1 minute' ELSE timezone(
                'Asia/Shanghai',
                CAST(
                  CAST(
                    CASE WHEN (runs.counted_in = 'WORKING_DAY') THEN (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(runs.day + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                        CAST(runs.day + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_13.works
                          FROM declared_days AS anon_13 JOIN app.tenant AS tenant_18 ON anon_13.holder IN (
                            tenant_18.at1,
                            tenant_18.at2,
                            tenant_18.at3,
                            tenant_18.at4,
                            tenant_18.at5,
                            tenant_18.at6
                          )
                          WHERE tenant_18.id = runs.holder
                          AND anon_13.day = CAST(day AS DATE)
                          ORDER BY anon_13.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET runs.amount - 1
                    ) WHEN (runs.counted_in = 'HOUR') THEN CAST(
                      timezone('Asia/Shanghai', runs.at + runs.amount * interval '1 hour') AS DATE
                    ) WHEN runs.rolls THEN CASE WHEN coalesce(
                      CASE WHEN (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT declared_days.day FROM declared_days)
                      ) THEN (
                        SELECT anon_14.works
                        FROM declared_days AS anon_14 JOIN app.tenant AS tenant_19 ON anon_14.holder IN (
                          tenant_19.at1,
                          tenant_19.at2,
                          tenant_19.at3,
                          tenant_19.at4,
                          tenant_19.at5,
                          tenant_19.at6
                        )
                        WHERE tenant_19.id = runs.holder
                        AND anon_14.day = runs.day + runs.amount + coalesce(granted.days, 0)
                        ORDER BY anon_14.slot DESC
                        LIMIT 1
                      ) END,
                      (
                        date_part('isodow', runs.day + runs.amount + coalesce(granted.days, 0)) < 6
                      ) != (
                        runs.day + runs.amount + coalesce(granted.days, 0) IN (SELECT other_days.day FROM other_days)
                      )
                    ) THEN runs.day + runs.amount + coalesce(granted.days, 0) ELSE (
                      SELECT CAST(day AS DATE) AS day
                      FROM generate_series(
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        CAST(
                          runs.day + runs.amount + coalesce(granted.days, 0) + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                        ),
                        interval '1 day'
                      ) AS day
                      WHERE coalesce(
                        CASE WHEN (
                          CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                        ) THEN (
                          SELECT anon_15.works
                          FROM declared_days AS anon_15 JOIN app.tenant AS tenant_20 ON anon_15.holder IN (
                            tenant_20.at1,
                            tenant_20.at2,
                            tenant_20.at3,
                            tenant_20.at4,
                            tenant_20.at5,
                            tenant_20.at6
                          )
                          WHERE tenant_20.id = runs.holder
                          AND anon_15.day = CAST(day AS DATE)
                          ORDER BY anon_15.slot DESC
                          LIMIT 1
                        ) END,
                        (date_part('isodow', CAST(day AS DATE)) < 6) != (
                          CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                        )
                      )
                      ORDER BY CAST(day AS DATE)
                      LIMIT 1 OFFSET 0
                    ) END ELSE runs.day + runs.amount + coalesce(granted.days, 0) END + 1 AS DATE
                  ) AS TIMESTAMP WITHOUT TIME ZONE
                )
              ) END END AS "over"
              FROM (
                SELECT app.problem.id AS id,
                app.problem.root AS root,
                app.problem.holder AS holder,
                known.stage AS stage,
                known.list_type AS list_type,
                known.first_track AS first_track,
                known.counted_in AS counted_in,
                known.tracks AS tracks,
                known.starts AS starts,
                known.ends AS ends,
                known.cuts AS cuts,
                known.beyond AS beyond,
                known.reply AS reply,
                known.rolls AS rolls,
                known.outlives AS outlives,
                known.anew AS anew,
                known.entry AS entry,
                known.extension_most AS extension_most,
                known.since AS since,
                known.until AS until,
                coalesce(
                  CASE WHEN known.outlives THEN began.due_on - CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) END,
                  known.amount
                ) AS amount,
                began.id AS step,
                began.happened_at AS at,
                CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) AS day,
                coalesce(
                  began.about,
                  CASE WHEN (
                    began.act = 'hand_down'
                    AND NOT (
                      EXISTS (
                        SELECT *
                        FROM app.happening AS taken_back
                        WHERE taken_back.root = began.root
                        AND taken_back.problem_id = began.problem_id
                        AND taken_back.act IN ('recall_problem', 'uphold_objection')
                        AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                        AND taken_back.other_end = began.other_end
                        AND (taken_back.happened_at, taken_back.id) > (began.happened_at, began.id)
                        AND NOT (
                          EXISTS (
                            SELECT *
                            FROM app.happening AS sent_again
                            WHERE sent_again.root = began.root
                            AND sent_again.problem_id = began.problem_id
                            AND sent_again.act = 'hand_down'
                            AND sent_again.other_end = began.other_end
                            AND (sent_again.happened_at, sent_again.id) > (began.happened_at, began.id)
                            AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                          )
                        )
                      )
                    )
                  ) THEN began.other_end WHEN (began.act = 'rise_by_rule') THEN began.other_end END,
                  began.author_tenant
                ) AS starter
                FROM app.problem JOIN jsonb_to_recordset(
                  '[{"entry":0,"stage":"INSPECTION_PLAN","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["PLAN_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":1,"stage":"INSPECTION_REPORT","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["REPORT_SUBMITTED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":2,"stage":"INSPECTION_FOCUSED","list_type":"INSPECTION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["FOCUSED_REPORT_SUBMITTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":180,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":3,"stage":"AUDIT_REPLY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED","DRAFT_REPORT"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["DRAFT_REPLIED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":10,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":4,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["FINDING"],"first_track":"FINDING","starts":["REGISTERED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":5,"stage":"AUDIT_RECTIFY","list_type":"AUDIT","tracks":["DRAFT_CONFIRMED"],"first_track":"FINDING","starts":["DRAFT_REPLIED"],"ends":["RESULT_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-01-01","until":null},{"entry":6,"stage":"SUPERVISION_NORMAL","list_type":"SUPERVISION","tracks":["NORMAL"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":7,"stage":"SUPERVISION_URGENT","list_type":"SUPERVISION","tracks":["URGENT"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":8,"stage":"SUPERVISION_HARD","list_type":"SUPERVISION","tracks":["HARD"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":9,"stage":"SUPERVISION_MINUTES","list_type":"SUPERVISION","tracks":["MINUTES_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":20,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":10,"stage":"SUPERVISION_DOCUMENT","list_type":"SUPERVISION","tracks":["DOCUMENT_ITEM"],"first_track":"NORMAL","starts":["REGISTERED"],"ends":["ITEM_REPORTED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2023-01-31","until":null},{"entry":11,"stage":"PETITION_TRANSFER","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["BANKED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":12,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["COLLECTED","REGISTERED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":["OPINION_GIVEN"],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":13,"stage":"PETITION_NOTIFY","list_type":"PETITION","tracks":[],"first_track":"","starts":["ASSIGNED"],"ends":["ACCEPTANCE_NOTIFIED"],"cuts":["ARCHIVED","CLOSED","COLLECTED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":15,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":14,"stage":"PETITION","list_type":"PETITION","tracks":[],"first_track":"","starts":["REGISTERED"],"ends":["OPINION_GIVEN","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","reopen_problem"],"beyond":["RESOLVED_ON_SPOT"],"reply":[],"outlives":false,"anew":false,"amount":60,"counted_in":"DAY","rolls":true,"extension_most":30,"since":"2022-05-01","until":null},{"entry":15,"stage":"PETITION_REVIEW","list_type":"PETITION","tracks":[],"first_track":"","starts":["REVIEW_REQUESTED"],"ends":["REVIEW_ANSWERED"],"cuts":["REVIEW_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":16,"stage":"PETITION_RECHECK","list_type":"PETITION","tracks":[],"first_track":"","starts":["RECHECK_REQUESTED"],"ends":["RECHECK_ANSWERED"],"cuts":["RECHECK_REQUESTED"],"beyond":[],"reply":[],"outlives":true,"anew":false,"amount":30,"counted_in":"DAY","rolls":true,"extension_most":0,"since":"2022-05-01","until":null},{"entry":17,"stage":"HOTLINE_DISPATCH","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["BANKED"],"ends":["ASSIGNED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":0,"counted_in":"DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":18,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":19,"stage":"HOTLINE_CONTACT","list_type":"HOTLINE_12345","tracks":[],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["FIRST_CONTACT"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":20,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":21,"stage":"HOTLINE_CONSULT","list_type":"HOTLINE_12345","tracks":["CONSULT"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":3,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2023-01-31","until":null},{"entry":22,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["REGISTERED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","ASSIGNED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":23,"stage":"HOTLINE_HANDLE","list_type":"HOTLINE_12345","tracks":["HANDLE"],"first_track":"HANDLE","starts":["ASSIGNED"],"ends":["CALLER_ANSWERED","claim_completion"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REGISTERED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":true,"amount":5,"counted_in":"WORKING_DAY","rolls":false,"extension_most":0,"since":"2018-01-01","until":null},{"entry":24,"stage":"OPINION_INFORMATION","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["INFORMATION_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":5,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":25,"stage":"OPINION_CONFERENCE","list_type":"PUBLIC_OPINION","tracks":["MAJOR"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["PRESS_CONFERENCE_HELD"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":24,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null},{"entry":26,"stage":"OPINION_RESPONSE","list_type":"PUBLIC_OPINION","tracks":["ORDINARY"],"first_track":"ORDINARY","starts":["COLLECTED","REGISTERED"],"ends":["RESPONSE_PUBLISHED"],"cuts":["ARCHIVED","CLOSED","DIVERTED","MERGED","REJECTED","RESOLVED_ON_SPOT"],"beyond":[],"reply":[],"outlives":false,"anew":false,"amount":48,"counted_in":"HOUR","rolls":false,"extension_most":0,"since":"2016-07-30","until":null}]'::jsonb
                ) AS known(
                  stage TEXT,
                  list_type TEXT,
                  first_track TEXT,
                  counted_in TEXT,
                  tracks TEXT[],
                  starts TEXT[],
                  ends TEXT[],
                  cuts TEXT[],
                  beyond TEXT[],
                  reply TEXT[],
                  rolls BOOLEAN,
                  outlives BOOLEAN,
                  anew BOOLEAN,
                  entry INTEGER,
                  amount INTEGER,
                  extension_most INTEGER,
                  since DATE,
                  until DATE
                ) ON app.problem.list_type = known.list_type JOIN app.happening AS began ON began.root = app.problem.root
                AND began.problem_id = app.problem.id
                WHERE (
                  began.act = 'record_statutory'
                  AND began.reason = any(known.starts)
                  OR began.before IS DISTINCT
                  FROM began.after
                  AND began.after = any(known.starts)
                  OR began.act = any(known.starts)
                )
                AND (
                  known.outlives
                  OR NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS earlier
                      WHERE earlier.root = began.root
                      AND earlier.problem_id = began.problem_id
                      AND (
                        earlier.act = 'record_statutory'
                        AND earlier.reason = any(known.starts)
                        OR earlier.before IS DISTINCT
                        FROM earlier.after
                        AND earlier.after = any(known.starts)
                        OR earlier.act = any(known.starts)
                        OR NOT known.anew
                        AND (
                          earlier.act = 'record_statutory'
                          AND earlier.reason = any(known.ends)
                          OR earlier.before IS DISTINCT
                          FROM earlier.after
                          AND earlier.after = any(known.ends)
                          OR earlier.act = any(known.ends)
                        )
                      )
                      AND (earlier.happened_at, earlier.id) < (began.happened_at, began.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS meanwhile
                          WHERE meanwhile.root = began.root
                          AND meanwhile.problem_id = began.problem_id
                          AND (
                            meanwhile.after IN (
                              'ARCHIVED',
                              'CLOSED',
                              'DIVERTED',
                              'MERGED',
                              'REJECTED',
                              'RESOLVED_ON_SPOT'
                            )
                            AND meanwhile.before IS DISTINCT
                            FROM meanwhile.after
                            OR known.anew
                            AND (
                              meanwhile.act = 'record_statutory'
                              AND meanwhile.reason = any(known.ends)
                              OR meanwhile.before IS DISTINCT
                              FROM meanwhile.after
                              AND meanwhile.after = any(known.ends)
                              OR meanwhile.act = any(known.ends)
                            )
                          )
                          AND (meanwhile.happened_at, meanwhile.id) > (earlier.happened_at, earlier.id)
                          AND (meanwhile.happened_at, meanwhile.id) < (began.happened_at, began.id)
                        )
                      )
                    )
                  )
                )
                AND CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) >= known.since
                AND (
                  known.until IS NULL
                  OR CAST(timezone('Asia/Shanghai', began.happened_at) AS DATE) < known.until
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.problem_trail AS problem_trail_4
                    WHERE problem_trail_4.problem_id = app.problem.id
                    AND coalesce(
                      problem_trail_4.at6,
                      problem_trail_4.at5,
                      problem_trail_4.at4,
                      problem_trail_4.at3,
                      problem_trail_4.at2,
                      problem_trail_4.at1
                    ) IN (
                      SELECT anon_19.unit
                      FROM app.boundaries(
                        coalesce(
                          CAST($21 AS INTEGER),
                          CAST($22 AS INTEGER),
                          CAST($23 AS INTEGER),
                          CAST($24 AS INTEGER),
                          CAST($25 AS INTEGER),
                          CAST($26 AS INTEGER)
                        ),
                        CAST(
                          (
                            SELECT scored.id
                            FROM app.tenant AS scored
                            WHERE scored.uid = $27::UUID
                            AND (scored.parent_id = $2 OR scored.id = $2)
                          ) AS INTEGER
                        ),
                        CAST($28 AS DATE),
                        CAST($2 AS INTEGER)
                      ) AS anon_19
                    )
                  )
                )
                AND (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
                AND (
                  cardinality(known.tracks) = 0
                  OR coalesce(
                    (
                      SELECT told.reason
                      FROM app.happening AS told
                      WHERE told.problem_id = app.problem.id
                      AND told.act IN ('register_problem', 'set_track')
                      ORDER BY told.happened_at DESC,
                      told.id DESC
                      LIMIT 1
                    ),
                    known.first_track
                  ) = any(known.tracks)
                )
                AND began.happened_at >= timezone(
                  'Asia/Shanghai',
                  CAST(CAST(CAST($29 AS DATE) - 300 AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                )
                AND (
                  known.outlives
                  OR began.happened_at < timezone(
                    'Asia/Shanghai',
                    CAST(CAST(CAST($30 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
                  )
                )
              ) AS runs
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS stopped_at,
                stop.act = 'record_statutory'
                AND stop.reason = any(runs.ends)
                OR stop.before IS DISTINCT
                FROM stop.after
                AND stop.after = any(runs.ends)
                OR stop.act = any(runs.ends)
                OR cardinality(runs.reply) > 0
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.reply)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.reply)
                  OR stop.act = any(runs.reply)
                )
                AND (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS other
                    WHERE other.problem_id = runs.id
                    AND (other.happened_at, other.id) > (runs.at, runs.step)
                    AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                    AND (
                      other.act = 'record_statutory'
                      AND other.reason = any(runs.beyond)
                      OR other.before IS DISTINCT
                      FROM other.after
                      AND other.after = any(runs.beyond)
                      OR other.act = any(runs.beyond)
                    )
                  )
                ) AS done
                FROM app.happening AS stop
                WHERE stop.problem_id = runs.id
                AND (stop.happened_at, stop.id) > (runs.at, runs.step)
                AND (
                  stop.act = 'record_statutory'
                  AND stop.reason = any(runs.ends)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.ends)
                  OR stop.act = any(runs.ends)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.reply)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.reply)
                    OR stop.act = any(runs.reply)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.beyond)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.beyond)
                        OR other.act = any(runs.beyond)
                      )
                    )
                  )
                  OR stop.act = 'record_statutory'
                  AND stop.reason = any(runs.cuts)
                  OR stop.before IS DISTINCT
                  FROM stop.after
                  AND stop.after = any(runs.cuts)
                  OR stop.act = any(runs.cuts)
                  OR cardinality(runs.reply) > 0
                  AND (
                    stop.act = 'record_statutory'
                    AND stop.reason = any(runs.beyond)
                    OR stop.before IS DISTINCT
                    FROM stop.after
                    AND stop.after = any(runs.beyond)
                    OR stop.act = any(runs.beyond)
                  )
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS other
                      WHERE other.problem_id = runs.id
                      AND (other.happened_at, other.id) > (runs.at, runs.step)
                      AND (other.happened_at, other.id) < (stop.happened_at, stop.id)
                      AND (
                        other.act = 'record_statutory'
                        AND other.reason = any(runs.reply)
                        OR other.before IS DISTINCT
                        FROM other.after
                        AND other.after = any(runs.reply)
                        OR other.act = any(runs.reply)
                      )
                    )
                  )
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS stopped ON true
              LEFT OUTER JOIN LATERAL (
                SELECT granted_one.days AS days,
                CAST(timezone('Asia/Shanghai', granted_one.decided_at) AS DATE) AS granted_on
                FROM app.extension AS granted_one
                WHERE granted_one.problem_id = runs.id
                AND granted_one.clock = 'STATUTORY'
                AND granted_one.state = 'APPROVED'
                AND granted_one.days <= runs.extension_most
                AND granted_one.decided_at >= runs.at
                AND (stopped.stopped_at IS NULL OR granted_one.decided_at < stopped.stopped_at)
                ORDER BY granted_one.decided_at,
                granted_one.id
                LIMIT 1
              ) AS granted ON true
            ) AS due_runs
          ) AS timed
          WHERE coalesce(
            NOT (
              timed.stopped_at IS NOT NULL
              AND NOT timed.done
              AND timed.stopped_at < timed."over"
            ),
            true
          )
          AND (
            EXISTS (
              SELECT *
              FROM app.tenant AS tenant_24
              WHERE tenant_24.id = timed.charged
              AND coalesce(
                tenant_24.at6,
                tenant_24.at5,
                tenant_24.at4,
                tenant_24.at3,
                tenant_24.at2,
                tenant_24.at1
              ) IN (
                SELECT anon_19.unit
                FROM app.boundaries(
                  coalesce(
                    CAST($21 AS INTEGER),
                    CAST($22 AS INTEGER),
                    CAST($23 AS INTEGER),
                    CAST($24 AS INTEGER),
                    CAST($25 AS INTEGER),
                    CAST($26 AS INTEGER)
                  ),
                  CAST(
                    (
                      SELECT scored.id
                      FROM app.tenant AS scored
                      WHERE scored.uid = $27::UUID
                      AND (scored.parent_id = $2 OR scored.id = $2)
                    ) AS INTEGER
                  ),
                  CAST($28 AS DATE),
                  CAST($2 AS INTEGER)
                ) AS anon_19
              )
            )
          )
          AND timed.due >= CAST($29 AS DATE)
          AND timed.due < CAST($30 AS DATE)
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at2 = $2
          AND app.problem.open_to <= 2
          AND (app.problem.accused && $5) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at2 = $2 AND app.problem.open_to <= 2) IS NOT true
          AND (app.problem.accused && $5) IS NOT true
        )
      ) AS t13
      WHERE true
      ORDER BY t13."due_on" ASC,
      t13."item_id" ASC
      LIMIT 50
    ) AS t13p
    LEFT OUTER JOIN app.problem AS t14 ON t14."id" = t13p."problem_id"
    AND (
      t14."at2" = $2
      AND t14."open_to" <= 2
      AND (t14."accused" && $5) IS NOT true
      OR $2 = ANY (t14."trail")
      AND (t14."at2" = $2 AND t14."open_to" <= 2) IS NOT true
      AND (t14."accused" && $5) IS NOT true
    )
  ),
  '}}'
) AS concat_1
