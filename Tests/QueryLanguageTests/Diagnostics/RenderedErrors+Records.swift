// Errors of `record`, as they are shown.

extension RenderedErrors {
  static let records = #"""
    error: expected a duration such as 5s or 'into' after 'record', found the end
      record
            ^

    error: expected 'into' after '10s', found the end
      record 10s
                ^

    error: expected a file in quotes such as 'day.db' after 'into', found 'day'
      record 10s into day.db select pid
                      ^~~ a file stands in quotes: 'day.db'

    error: expected a file in quotes such as 'day.db' after 'into', found '/'
      record 10s into /var/lib/procq/day.db select pid
                      ^ a file stands in quotes: '/var/lib/procq/day.db'

    error: expected a file in quotes such as 'day.db' after 'into', found '~'
      record 10s into ~/day.db keep 7d select pid
                      ^ a file stands in quotes: '~/day.db'

    error: expected digits after the point
      record 10s into 2026.db select pid
                      ^~~~~ a file stands in quotes: '2026.db'

    error: expected a file in quotes such as 'day.db' after 'into', found '`day.db`'
      record 10s into `day.db` select pid
                      ^~~~~~~~ a file stands in quotes: 'day.db'

    error: expected a file in quotes such as 'day.db' after 'into', found 'select'
      record 10s into select pid
                      ^~~~~~

    error: the quote opened here is never closed
      record 10s into 'day.db
                      ^

    error: expected a query or 'keep' after the text 'day.db', found the end
      record 10s into 'day.db'
                              ^

    error: expected 'into' after '10s', found 'day'
      record 10s day.db select pid
                 ^~~ write: into 'day.db'

    error: expected 'into' after '10s', found the text 'day.db'
      record 10s 'day.db' select pid
                 ^~~~~~~~ write: into 'day.db'

    error: expected a duration such as 5s or 'into' after 'record', found the text '10s'
      record '10s' into 'day.db' select pid
             ^~~~~ a duration stands without quotes

    error: expected a duration such as 5s or 'into' after 'record', found 'to'
      record to 'day.db' select pid
             ^~ write: into 'day.db'

    error: expected a duration such as 5s or 'into' after 'record', found 'in'
      record in 'day.db' select pid
             ^~ write: into 'day.db'

    error: expected a duration such as 5s or 'into' after 'record', found 'inot'
      record inot 'day.db' select pid
             ^~~~ write: into 'day.db'

    error: expected a duration such as 5s or 'into' after 'record', found 'every'
      record every 10s into 'day.db' select pid
             ^~~~~ did you mean 'record 10s'?

    error: expected a query or 'keep' after the text 'day.db', found 'every'
      record into 'day.db' every 10s select pid
                           ^~~~~ the interval stands after 'record': record 10s into …

    error: expected a query or 'keep' after the text 'day.db', found '10s'
      record into 'day.db' 10s select pid
                           ^~~ did you mean 'record 10s into …'?

    error: expected a query or 'keep' after the text 'day.db', found '7d'
      record 10s into 'day.db' 7d select pid
                               ^~ did you mean 'keep 7d'?

    error: expected a duration such as 5s or 'into' after 'record', found '10'
      record 10 into 'day.db' select pid
             ^~ a duration needs its unit: 10s

    error: expected 'into' after '10s', found 'keep'
      record 10s keep 7d into 'day.db' select pid
                 ^~~~ 'keep' stands after the file: into 'FILE' keep 7d

    error: expected a duration such as 5s after 'keep', found 'select'
      record 10s into 'day.db' keep select pid
                                    ^~~~~~

    error: expected a duration such as 5s after 'keep', found 'for'
      record 10s into 'day.db' keep for 7d select pid
                                    ^~~ did you mean 'keep 7d'?

    error: expected a duration such as 5s after 'keep', found '7'
      record 10s into 'day.db' keep 7 days select pid
                                    ^ a duration needs its unit: 7d

    error: expected a query or 'keep' after the text 'day.db', found 'kepe'
      record 10s into 'day.db' kepe 7d select pid
                               ^~~~ did you mean 'keep 7d'?

    error: expected a query or 'keep' after the text 'day.db', found 'retain'
      record 10s into 'day.db' retain 7d select pid
                               ^~~~~~ did you mean 'keep 7d'?

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'keep'
      record 10s into 'day.db' select pid keep 7d
                                          ^~~~ 'keep' stands after the file: into 'FILE' keep 7d

    error: expected a query after '7d', found '5s'
      record 10s into 'day.db' keep 7d 5s select pid
                                       ^~

    error: expected a duration such as 5s or 'into' after 'record', found 'select'
      record select pid into 'day.db'
             ^~~~~~ the file stands before the query: record 10s into 'day.db' select …

    error: expected 'into' after '10s', found 'select'
      record 10s select pid, name into 'day.db'
                 ^~~~~~ the file stands before the query: record 10s into 'day.db' select …

    error: expected a duration such as 5s or 'into' after 'record', found 'where'
      record where not kernel
             ^~~~~ the file stands before the query: record 10s into 'FILE' select …

    error: expected a query or 'keep' after the text 'day.db', found 'as'
      record 10s into 'day.db' as select pid
                               ^~ the query follows without 'as'

    error: expected a query or 'keep' after the text 'day.db', found '('
      record 10s into 'day.db' (select pid)
                               ^ a query stands without parentheses here

    error: expected a query or 'keep' after the text 'day.db', found 'watch'
      record 10s into 'day.db' watch select pid
                               ^~~~~ 'record' repeats its query by itself

    error: expected a duration such as 5s or 'into' after 'record', found 'watch'
      record watch select pid
             ^~~~~ 'record' repeats its query by itself

    error: expected a duration such as 5s or 'into' after 'record', found 'watch'
      record watch 10s into 'day.db' select pid
             ^~~~~ 'record' repeats its query by itself

    error: 'kill' stands alone
      record kill where pid = 1
             ^~~~ an action is carried out once

    error: 'kill' stands alone
      record into 'x' kill where pid = 1
                      ^~~~ an action is carried out once

    error: 'record' stands alone
      watch record 10s into 'day.db' select pid
            ^~~~~~ 'record' repeats its query by itself

    error: 'record' stands alone
      explain record 10s into 'day.db' select pid
              ^~~~~~ 'explain' takes the query alone

    error: 'record' stands alone
      explain analyze record into 'day.db' select pid
                      ^~~~~~ 'explain' takes the query alone

    error: 'record' stands alone
      wait for record into 'x' select pid
               ^~~~~~ 'record' repeats its query by itself

    error: 'record' stands alone
      from (record into 'x' select pid)
            ^~~~~~ what was recorded is asked by 'procq --replay FILE'

    error: 'record' stands alone
      let x = record into 'x' select pid
              ^~~~~~ what was recorded is asked by 'procq --replay FILE'

    error: 'record' stands alone
      let x = record 10s into 'x' select pid
              ^~~~~~ what was recorded is asked by 'procq --replay FILE'

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'keep'
      select pid keep
                 ^~~~ a name is given by 'as'

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'record'
      select pid record into 'x' select pid
                 ^~~~~~ a ';' ends the statement before

    error: expected a statement, found 'atop'
      atop -w day.raw 10
      ^~~~ write: record 10s into 'day.db' select pid, name, cpu_time, rss

    error: expected a statement, found 'atop'
      atop -r day.raw
      ^~~~ a recording is asked by 'procq --replay FILE', in the shell by '\replay FILE'

    error: expected a statement, found 'sar'
      sar -o day.sa
      ^~~ write: record 10s into 'day.db' select pid, name, cpu_time, rss

    error: expected a statement, found 'below'
      below record
      ^~~~~ write: record 10s into 'day.db' select pid, name, cpu_time, rss

    error: expected a statement, found 'below'
      below replay
      ^~~~~ a recording is asked by 'procq --replay FILE', in the shell by '\replay FILE'

    error: expected a statement, found 'replay'
      replay day.db
      ^~~~~~ a recording is asked by 'procq --replay FILE', in the shell by '\replay FILE'

    error: expected a statement, found 'create'
      create table x as select pid
      ^~~~~~ a query gets a name by 'let'; rows are kept in a file by: record 10s into 'day.db' select pid, name, rss

    error: expected a file in quotes such as 'day.db' after 'into', found '5'
      record 10s into 5 select pid
                      ^ a file stands in quotes: '5'

    error: expected a query or 'keep' after the text 'a', found the text 'b'
      record 10s into 'a' 'b' select pid
                          ^~~ a recording is one file

    error: expected a query or 'keep' after the text 'a', found ','
      record 10s into 'a', 'b' select pid
                         ^ a recording is one file

    error: expected a file in quotes such as 'day.db' after 'into', found the end
      record into
                 ^
    """#
}
