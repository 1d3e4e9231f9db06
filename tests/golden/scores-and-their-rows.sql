-- $1: viewer_person
-- $2: viewer_tenant
-- $3: variable one
-- $4: viewer_root
-- $5: viewer_elsewhere
-- $6: constant '2026-Q1'
-- $7: variable unit
-- $8: constant datetime.date(2026, 1, 1)
-- $9: constant datetime.date(2026, 7, 1)
-- $10: viewer_units
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
  '{"data":{"score":',
  coalesce(
    (
      SELECT concat(
        '{"id":"Score_',
        t1."id",
        '","period":"',
        t1."period",
        '","tenths":',
        CASE WHEN (t1."tenths" IS NULL) THEN 'null' ELSE CAST(t1."tenths" AS TEXT) END,
        ',"band":',
        CASE WHEN (t1."band" IS NULL) THEN 'null' ELSE concat('"', t1."band", '"') END,
        ',"formulaVersion":',
        CAST(t1."formula_version" AS TEXT),
        ',"parts":',
        to_json(t1."parts"),
        ',"frozenAt":"',
        to_char(timezone('UTC', t1."frozen_at"), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","tenant":',
        CASE WHEN (t2."uid" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t2."name"), '}') END,
        ',"frozenBy":',
        CASE WHEN (t3."id" IS NULL) THEN 'null' ELSE concat('{"name":', to_json(t3."name"), '}') END,
        '}'
      ) AS concat_2
      FROM app.score AS t1
      LEFT OUTER JOIN app.tenant AS t2 ON t2."id" = t1."holder"
      LEFT OUTER JOIN app.person AS t3 ON t3."root" = t1."root"
      AND t3."id" = t1."author_person"
      AND (
        t3."id" = $1::UUID
        OR t3."at3" = $2
        AND t3."open_to" <= 3
        AND (t3."id" = $1::UUID) IS NOT true
      )
      WHERE t1."id" = $3::UUID
      AND t1."root" = $4
      AND (
        t1."holder_parent" = $2
        AND ($5 = true) IS NOT true
        OR t1."holder" = $2
        AND ($5 = true) IS NOT true
      )
      LIMIT 1
    ),
    'null'
  ),
  ',"scores":',
  (
    SELECT concat(
      '{"nodes":[',
      coalesce(
        string_agg(
          concat(
            '{"tenths":',
            CASE WHEN (t4p."tenths" IS NULL) THEN 'null' ELSE CAST(t4p."tenths" AS TEXT) END,
            '}'
          ),
          ','
          ORDER BY t4p."frozen_at" ASC,
          t4p."id" ASC
        ),
        ''
      ),
      ']}'
    ) AS concat_3
    FROM (
      SELECT t4pu."tenths" AS tenths,
      t4pu."frozen_at" AS frozen_at,
      t4pu."id" AS id
      FROM (
        SELECT anon_1.tenths AS tenths,
        anon_1.frozen_at AS frozen_at,
        anon_1.id AS id
        FROM (
          SELECT t4."tenths" AS tenths,
          t4."frozen_at" AS frozen_at,
          t4."id" AS id
          FROM app.score AS t4
          WHERE t4."period" = $6
          AND t4."holder_parent" = $2
          AND ($5 = true) IS NOT true
          ORDER BY t4."frozen_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_1
        UNION ALL
        SELECT anon_2.tenths AS tenths,
        anon_2.frozen_at AS frozen_at,
        anon_2.id AS id
        FROM (
          SELECT t4."tenths" AS tenths,
          t4."frozen_at" AS frozen_at,
          t4."id" AS id
          FROM app.score AS t4
          WHERE t4."period" = $6
          AND t4."holder" = $2
          AND ($5 = true) IS NOT true
          ORDER BY t4."frozen_at" ASC,
          t4."id" ASC
          LIMIT 50
        ) AS anon_2
      ) AS t4pu
      ORDER BY t4pu."frozen_at" ASC,
      t4pu."id" ASC
      LIMIT 50
    ) AS t4p
  ),
  ',"rateItems":',
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
          SELECT assigned.problem_id AS item_id,
          assigned.problem_id AS problem_id,
          EXISTS (
            SELECT *
            FROM app.happening AS happening_1
            WHERE happening_1.problem_id = assigned.problem_id
            AND happening_1.act = 'accept_assignment'
            AND (
              EXISTS (
                SELECT *
                FROM app.tenant AS tenant_1
                WHERE tenant_1.id = happening_1.author_tenant
                AND (
                  tenant_1.at3 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at4 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at5 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                  OR tenant_1.at6 = (
                    SELECT scored.id
                    FROM app.tenant AS scored
                    WHERE scored.uid = $7::UUID
                    AND (scored.parent_id = $2 OR scored.id = $2)
                  )
                )
              )
            )
            AND happening_1.happened_at >= assigned.made_at
            AND CAST(timezone('Asia/Shanghai', happening_1.happened_at) AS DATE) <= CASE WHEN coalesce(
              CASE WHEN (
                CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 IN (SELECT declared_days.day FROM declared_days)
              ) THEN (
                SELECT anon_3.works
                FROM declared_days AS anon_3 JOIN app.tenant AS tenant_2 ON anon_3.holder IN (
                  tenant_2.at1,
                  tenant_2.at2,
                  tenant_2.at3,
                  tenant_2.at4,
                  tenant_2.at5,
                  tenant_2.at6
                )
                WHERE tenant_2.id = assigned.unit
                AND anon_3.day = CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1
                ORDER BY anon_3.slot DESC
                LIMIT 1
              ) END,
              (
                date_part(
                  'isodow',
                  CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1
                ) < 6
              ) != (
                CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 IN (SELECT other_days.day FROM other_days)
              )
            ) THEN CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 ELSE (
              SELECT CAST(day AS DATE) AS day
              FROM generate_series(
                CAST(
                  CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 + 1 AS TIMESTAMP WITHOUT TIME ZONE
                ),
                CAST(
                  CAST(timezone('Asia/Shanghai', assigned.made_at) AS DATE) + 1 + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE
                ),
                interval '1 day'
              ) AS day
              WHERE coalesce(
                CASE WHEN (
                  CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                ) THEN (
                  SELECT anon_4.works
                  FROM declared_days AS anon_4 JOIN app.tenant AS tenant_3 ON anon_4.holder IN (
                    tenant_3.at1,
                    tenant_3.at2,
                    tenant_3.at3,
                    tenant_3.at4,
                    tenant_3.at5,
                    tenant_3.at6
                  )
                  WHERE tenant_3.id = assigned.unit
                  AND anon_4.day = CAST(day AS DATE)
                  ORDER BY anon_4.slot DESC
                  LIMIT 1
                ) END,
                (date_part('isodow', CAST(day AS DATE)) < 6) != (
                  CAST(day AS DATE) IN (SELECT other_days.day FROM other_days)
                )
              )
              ORDER BY CAST(day AS DATE)
              LIMIT 1 OFFSET 0
            ) END
          ) AS counted,
          false AS half
          FROM (
            SELECT run.problem_id AS problem_id,
            run.unit AS unit,
            run.happened_at AS made_at,
            CASE WHEN (
              EXISTS (
                SELECT *
                FROM app.happening AS rests
                WHERE (
                  run.class_now IS NULL
                  OR run.class_now IN ('SET_TIME', 'STAGED')
                  OR rests.reason = 'force_majeure'
                )
                AND rests.root = run.root
                AND rests.problem_id = run.problem_id
                AND (rests.happened_at, rests.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (rests.happened_at, rests.id) < (run.ended_at, run.ended_by)
                )
                AND rests.after = 'SUSPENDED'
                AND rests.before != 'SUSPENDED'
                AND CAST(timezone('Asia/Shanghai', rests.happened_at) AS DATE) < greatest(
                  run.set_to,
                  (
                    SELECT max(moved.due_on) AS max_1
                    FROM app.happening AS moved
                    WHERE moved.root = run.root
                    AND moved.problem_id = run.problem_id
                    AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                    AND (
                      run.ended_by IS NULL
                      OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                    )
                    AND moved.act IN ('approve_extension', 'resume_problem')
                    AND (moved.happened_at, moved.id) < (rests.happened_at, rests.id)
                  )
                )
                AND NOT (
                  EXISTS (
                    SELECT *
                    FROM app.happening AS goes_on
                    WHERE goes_on.root = rests.root
                    AND goes_on.problem_id = rests.problem_id
                    AND goes_on.before = 'SUSPENDED'
                    AND goes_on.after != 'SUSPENDED'
                    AND (goes_on.happened_at, goes_on.id) > (rests.happened_at, rests.id)
                  )
                )
              )
            ) THEN CAST(NULL AS DATE) ELSE greatest(
              run.set_to,
              (
                SELECT max(moved.due_on) AS max_2
                FROM app.happening AS moved
                WHERE moved.root = run.root
                AND moved.problem_id = run.problem_id
                AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                )
                AND moved.act IN ('approve_extension', 'resume_problem')
              )
            ) END AS due_on,
            EXISTS (
              SELECT *
              FROM app.happening AS late
              WHERE late.root = run.root
              AND late.problem_id = run.problem_id
              AND (late.happened_at, late.id) > (run.happened_at, run.id)
              AND (
                run.ended_by IS NULL
                OR (late.happened_at, late.id) < (run.ended_at, run.ended_by)
              )
              AND late.act IN ('approve_extension', 'resume_problem')
              AND late.due_on IS NOT NULL
              AND greatest(
                run.set_to,
                (
                  SELECT max(moved.due_on) AS max_3
                  FROM app.happening AS moved
                  WHERE moved.root = run.root
                  AND moved.problem_id = run.problem_id
                  AND (moved.happened_at, moved.id) > (run.happened_at, run.id)
                  AND (
                    run.ended_by IS NULL
                    OR (moved.happened_at, moved.id) < (run.ended_at, run.ended_by)
                  )
                  AND moved.act IN ('approve_extension', 'resume_problem')
                  AND (moved.happened_at, moved.id) < (late.happened_at, late.id)
                )
              ) < CASE WHEN (late.act = 'resume_problem') THEN (
                SELECT max(CAST(timezone('Asia/Shanghai', rest.happened_at) AS DATE)) AS max_4
                FROM app.happening AS rest
                WHERE rest.root = run.root
                AND rest.problem_id = run.problem_id
                AND (rest.happened_at, rest.id) > (run.happened_at, run.id)
                AND (
                  run.ended_by IS NULL
                  OR (rest.happened_at, rest.id) < (run.ended_at, run.ended_by)
                )
                AND rest.after = 'SUSPENDED'
                AND rest.before != 'SUSPENDED'
                AND (rest.happened_at, rest.id) < (late.happened_at, late.id)
              ) ELSE CAST(timezone('Asia/Shanghai', late.happened_at) AS DATE) - 1 END
            ) AS missed
            FROM (
              SELECT first_order.root AS root,
              first_order.problem_id AS problem_id,
              first_order.id AS id,
              first_order.happened_at AS happened_at,
              first_order.due_on AS due_on,
              first_order.unit AS unit,
              first_order.number AS number,
              ended.ended_at AS ended_at,
              ended.ended_by AS ended_by,
              CASE WHEN coalesce(
                CASE WHEN (
                  first_order.due_on IN (SELECT declared_days.day FROM declared_days)
                ) THEN (
                  SELECT anon_5.works
                  FROM declared_days AS anon_5 JOIN app.tenant AS tenant_4 ON anon_5.holder IN (
                    tenant_4.at1,
                    tenant_4.at2,
                    tenant_4.at3,
                    tenant_4.at4,
                    tenant_4.at5,
                    tenant_4.at6
                  )
                  WHERE tenant_4.id = first_order.unit
                  AND first_order.due_on = anon_5.day
                  ORDER BY anon_5.slot DESC
                  LIMIT 1
                ) END,
                (date_part('isodow', first_order.due_on) < 6) != (
                  first_order.due_on IN (SELECT other_days.day FROM other_days)
                )
              ) THEN first_order.due_on ELSE (
                SELECT CAST(day AS DATE) AS day
                FROM generate_series(
                  CAST(first_order.due_on + 1 AS TIMESTAMP WITHOUT TIME ZONE),
                  CAST(first_order.due_on + 1 + 60 AS TIMESTAMP WITHOUT TIME ZONE),
                  interval '1 day'
                ) AS day
                WHERE coalesce(
                  CASE WHEN (
                    CAST(day AS DATE) IN (SELECT declared_days.day FROM declared_days)
                  ) THEN (
                    SELECT anon_6.works
                    FROM declared_days AS anon_6 JOIN app.tenant AS tenant_5 ON anon_6.holder IN (
                      tenant_5.at1,
                      tenant_5.at2,
                      tenant_5.at3,
                      tenant_5.at4,
                      tenant_5.at5,
                      tenant_5.at6
                    )
                    WHERE tenant_5.id = first_order.unit
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
              ) END AS set_to,
              app.problem.class AS class_now
              FROM (
                SELECT orders.root AS root,
                orders.problem_id AS problem_id,
                orders.id AS id,
                orders.happened_at AS happened_at,
                orders.due_on AS due_on,
                orders.unit AS unit,
                orders.number AS number
                FROM (
                  SELECT given.root AS root,
                  given.problem_id AS problem_id,
                  given.id AS id,
                  given.happened_at AS happened_at,
                  given.due_on AS due_on,
                  given.other_end AS unit,
                  row_number() OVER (
                    PARTITION BY given.problem_id
                    ORDER BY given.happened_at,
                    given.id
                  ) AS number
                  FROM app.happening AS given
                  WHERE given.act = 'hand_down'
                  AND (
                    EXISTS (
                      SELECT *
                      FROM app.tenant AS tenant_6
                      WHERE tenant_6.id = given.other_end
                      AND (
                        tenant_6.at3 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_6.at4 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_6.at5 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                        OR tenant_6.at6 = (
                          SELECT scored.id
                          FROM app.tenant AS scored
                          WHERE scored.uid = $7::UUID
                          AND (scored.parent_id = $2 OR scored.id = $2)
                        )
                      )
                    )
                  )
                  AND NOT (
                    EXISTS (
                      SELECT *
                      FROM app.happening AS taken_back
                      WHERE taken_back.root = given.root
                      AND taken_back.problem_id = given.problem_id
                      AND taken_back.act IN ('recall_problem', 'uphold_objection')
                      AND taken_back.reason IN ('wrong_unit', 'objection_upheld')
                      AND taken_back.other_end = given.other_end
                      AND (taken_back.happened_at, taken_back.id) > (given.happened_at, given.id)
                      AND NOT (
                        EXISTS (
                          SELECT *
                          FROM app.happening AS sent_again
                          WHERE sent_again.root = given.root
                          AND sent_again.problem_id = given.problem_id
                          AND sent_again.act = 'hand_down'
                          AND sent_again.other_end = given.other_end
                          AND (sent_again.happened_at, sent_again.id) > (given.happened_at, given.id)
                          AND (sent_again.happened_at, sent_again.id) < (taken_back.happened_at, taken_back.id)
                        )
                      )
                    )
                  )
                ) AS orders
                WHERE orders.number = 1
              ) AS first_order JOIN app.problem ON app.problem.root = first_order.root
              AND app.problem.id = first_order.problem_id
              LEFT OUTER JOIN LATERAL (
                SELECT stop.happened_at AS ended_at,
                stop.id AS ended_by
                FROM app.happening AS stop
                WHERE stop.root = first_order.root
                AND stop.problem_id = first_order.problem_id
                AND (stop.happened_at, stop.id) > (first_order.happened_at, first_order.id)
                AND stop.before IS DISTINCT
                FROM stop.after
                AND (
                  stop.after IN (
                    'ARCHIVED',
                    'CLIENT_EVALUATED',
                    'CLOSED',
                    'COMPLETION_CLAIMED',
                    'DIVERTED',
                    'MERGED',
                    'REJECTED',
                    'RESOLVED_ON_SPOT'
                  )
                  OR stop.after = 'ASSIGNED'
                  AND stop.before != 'OBJECTED'
                  OR stop.after = 'LISTED'
                  AND (stop.act NOT IN ('hand_back', 'list_problem', 'withdraw_submission'))
                  OR stop.act = 'uphold_objection'
                )
                ORDER BY stop.happened_at,
                stop.id
                LIMIT 1
              ) AS ended ON true
              WHERE (app.problem.state NOT IN ('REJECTED', 'MERGED', 'DIVERTED'))
              LIMIT ALL OFFSET 0
            ) AS run
            LIMIT ALL OFFSET 0
          ) AS assigned
          WHERE assigned.made_at >= timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($8 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
          AND assigned.made_at < timezone(
            'Asia/Shanghai',
            CAST(CAST(CAST($9 AS DATE) AS DATE) AS TIMESTAMP WITHOUT TIME ZONE)
          )
        ) AS items JOIN app.problem ON app.problem.id = items.problem_id
        WHERE (
          app.problem.at3 = $2
          AND app.problem.open_to <= 3
          AND (app.problem.accused && $10) IS NOT true
          OR $2 = ANY (app.problem.trail)
          AND (app.problem.at3 = $2 AND app.problem.open_to <= 3) IS NOT true
          AND (app.problem.accused && $10) IS NOT true
        )
      ) AS t5
      WHERE true
      ORDER BY t5."due_on" ASC,
      t5."item_id" ASC
      LIMIT 50
    ) AS t5p
    LEFT OUTER JOIN app.problem AS t6 ON t6."id" = t5p."problem_id"
    AND (
      t6."at3" = $2
      AND t6."open_to" <= 3
      AND (t6."accused" && $10) IS NOT true
      OR $2 = ANY (t6."trail")
      AND (t6."at3" = $2 AND t6."open_to" <= 3) IS NOT true
      AND (t6."accused" && $10) IS NOT true
    )
  ),
  '}}'
) AS concat_1
