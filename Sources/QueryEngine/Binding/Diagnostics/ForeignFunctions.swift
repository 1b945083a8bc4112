package import Schema

extension ForeignNames {
  /// What other languages call functions and aggregates. What is meant is a function's name, or an
  /// example of its use.
  package static let functions = ForeignNames(
    """
    substring mid slice | substr
    left | substr(name, 1, 3) | the beginning of a text is
    right | substr(name, length(name) - 2, 3) | the end of a text is
    len strlen char_length character_length size array_length cardinality array_size octet_length | length
    instr strpos locate indexof charindex find | position
    ucase toupper uppercase | upper
    lcase tolower lowercase | lower
    strip btrim | trim
    lstrip | ltrim
    rstrip | rtrim
    lpadding left_pad | lpad
    rpadding right_pad | rpad
    startswith beginswith prefix has_prefix | starts_with
    endswith suffix has_suffix | ends_with
    string_split split_part regexp_split str_split explode | split
    implode array_join array_to_string | join
    concat_ws | concat(name, ',', user)
    str to_string tostring string to_text varchar | concat
    replace_all translate gsub regexp_replace sub | replace
    regexp_match regexp_matches regex regexp regexp_extract regex_extract re_match | regex_match
    regexp_like regex_like rlike match matches | name ~ 'x' | an expression matches by
    contains includes | name contains 'x' | text within text is found by
    like ilike glob | name like 'x%' | the word stands behind what it tests
    ifnull nvl isnull_or zeroifnull | coalesce
    isnull is_null isnan | exe is null | whether there is a value is tested by
    isnotnull is_not_null notnull defined | exe exists | whether there is a value is tested by
    nullif | if(exe = 'x', null, exe) | a choice is
    iif choose ifelse when | if
    decode switch | case status when 'zombie' then 1 else 0 end | a choice between values is
    cast try_cast convert to_int toint int parse_int atoi to_integer | integer(env.PORT) | a text is read by
    float to_float double to_number tonumber real decimal numeric parse_float | number(env.PORT) | a text is read by
    mean average | avg
    std stdev stddev_samp stddev_pop standard_deviation | stddev
    variance var var_samp var_pop | stddev(rss) | the root of the variance is
    quantile percentile_cont percentile_disc approx_percentile approx_quantile | percentile(rss, 95) | a part of a hundred is told by
    p50 | median
    p90 | percentile(rss, 90)
    p95 | percentile(rss, 95)
    p99 | percentile(rss, 99)
    group_concat string_agg array_agg listagg collect collect_list collect_set list_agg | list
    count_distinct approx_count_distinct uniq countdistinct distinct_count nunique | count(distinct user)
    count_if countif | count(* where kernel)
    sum_if sumif | sum(rss where kernel)
    total | sum
    maximum | max
    minimum | min
    max_by arg_max argmax top first first_value any_value arbitrary head | list(name)[0] | the first of a group is
    last last_value nth_value tail | list(name)[-1] | the last of a group is
    mode | list(name) | all values of a group are
    bool_or some any_match | any
    bool_and every all | none(files where not deleted) | that all are so is
    row_number rank dense_rank lag lead ntile cume_dist percent_rank running_sum | | there are no window functions; 'delta' and 'rate' compare two moments
    diff increase irate derivative deriv change | delta
    ceiling | ceil
    trunc truncate fix | floor
    mod modulo remainder | pid % 2 | a remainder is
    div quotient | floor(pid / 2) | a whole quotient is
    pow power exp sqrt log ln log10 log2 sin cos pi sign | | procq has no such mathematics
    random rand uuid newid gen_random_uuid shuffle | | procq tells what is; nothing is random
    current_timestamp current_date current_time getdate sysdate localtime localtimestamp clock_timestamp utcnow | now()
    today curdate date_now | date(started) = date(now()) | what is of today is tested by
    yesterday | now() - 1d
    strftime to_char date_format format_time time_format | format(started, '%H:%M')
    datetime timestamp to_timestamp to_date strptime parse_date from_unixtime | started > '2026-01-31 14:00' | a time is a text beside a time
    extract date_part datepart | hour(started)
    date_trunc trunc_date time_bucket | format(started, '%Y-%m-%d %H:00')
    year month minute second week quarter monthname | format(started, '%Y-%m')
    dayofweek dow day_of_week isodow dayname | weekday
    dayofmonth | day
    datediff date_diff timediff timestampdiff timestamp_diff age_in_days | age | how long it runs is
    dateadd date_add adddate date_sub timestampadd interval | now() - 5m | a time apart is
    unix_timestamp epoch to_unixtime unixepoch | started - '1970-01-01 00:00Z' | seconds since 1970 are
    human pretty human_size format_bytes pg_size_pretty bytes_to_human filesizeformat readable filesize human_bytes mb gb kb mib gib | round(rss / 1M, 1) | a table shows sizes so anyway, a number of units is
    printf sprintf format_string to_hex | concat(name, ':', pid) | texts are put together by
    json to_json tojson json_object json_agg json_extract row_to_json | | '-f json' shows all as JSON
    histogram spark | sparkline
    bars progress gauge chart | bar
    replicate | repeat
    rev | reverse
    file_name filename base | basename
    dir directory parent_dir | dirname
    ext file_ext | extension
    getenv env_get os_getenv environ_get | env.PATH | a variable is had by
    mem_percent mempercent percent_of_memory | memory_percent
    cpus ncpu nproc num_cpus cpu_cores | cpu_count
    range generate_series sequence | pid between 1 and 5 | a range is tested by
    unnest flatten each explode_outer array_explode | | each row of a relation is a row of its source: from files
    element_at list_get array_get nth get | cmdline[0] | an element is had by
    list_contains array_contains has | '-v' in cmdline | an element is found by
    map_keys keys object_keys | | a map's names are found by 'in'; all of them stand in from environ
    ancestor_count depth level | count(ancestors) | how deep it stands is
    rollup cube grouping_sets | | there is one grouping: the keys after 'group by'
    version hostname uname os os_version kernel_version | from system
    current_user session_user whoami | user = 'root' | a user is tested by
    """)
}
