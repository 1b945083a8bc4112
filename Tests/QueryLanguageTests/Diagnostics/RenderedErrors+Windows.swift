extension RenderedErrors {
  static let windows = #"""
    error: expected a time such as '2026-11-22 14:00' or now() - 2h after 'at', found the end
      at
        ^

    error: expected a time such as '2026-11-22 14:00' or now() - 2h after 'at', found 'pid'
      at pid
         ^~~

    error: expected a time such as '2026-11-22 14:00' or now() - 2h after 'at', found '5'
      at 5
         ^

    error: expected '(' after 'now', found the end
      at now
            ^

    error: expected ')' after '(', found '5'
      at now(5)
             ^

    error: expected a duration such as 5s after '+', found '5'
      at now() + 5
                 ^ a duration needs its unit: 5s

    error: expected an operator or a clause after '2h', found '5'
      at now() - 2h 5
                    ^

    error: the parenthesis opened here is never closed
      at now(
            ^

    error: expected a clause after the text '12:00', found '-'
      at '12:00' - 2h
                 ^

    error: expected a duration such as 5s after 'over', found the end
      over
          ^

    error: expected a duration such as 5s after 'over', found 'where'
      over where pid = 1
           ^~~~~

    error: expected a duration such as 5s after 'over', found '5'
      over 5 where pid = 1
           ^ a duration needs its unit: 5s

    error: expected a duration such as 5s after 'over', found '2.5'
      over 2.5 where pid = 1
           ^~~ a duration needs its unit: 2.5s

    error: expected a duration such as 5s after 'over', found '5'
      over 5 minutes
           ^ a duration needs its unit: 5m

    error: expected a duration such as 5s after 'over', found '5M'
      over 5M
           ^~ did you mean '5m'?

    error: expected a duration such as 5s after 'over', found the text '5s'
      over '5s'
           ^~~~ a duration stands without quotes

    error: expected a duration such as 5s after 'over', found the text 'x'
      over 'x'
           ^~~

    error: unknown unit 'sec'
      over 5sec
            ^~~ did you mean 's'?

    error: expected a duration such as 5s after 'over', found '-'
      over -5s
           ^

    error: expected a duration such as 5s after 'over', found '('
      over (5s)
           ^

    error: expected a duration such as 5s after 'every', found the end
      over 10s every
                    ^

    error: expected a duration such as 5s after 'every', found '500'
      over 10s every 500
                     ^~~ a duration needs its unit: 500s

    error: expected a clause after '500ms', found 'every'
      over 10s every 500ms every 1s
                           ^~~~~ 'every' stands after 'over': over 10s every 500ms

    error: expected a clause after 'history', found 'every'
      from history every 500ms
                   ^~~~~ 'every' stands after 'over': over 10s every 500ms

    error: expected a clause or 'every' after '5s', found 'evry'
      from history over 5s evry 1s
                           ^~~~ did you mean 'every'?

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'every'
      select pid every 500ms, name
                 ^~~~~ 'watch' stands before the query: watch 2s select …

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'ovr'
      select pid ovr 5s
                 ^~~ did you mean 'over'?

    error: expected an operator, 'where', ',' or ')' after 'rss', found 'over'
      select sum(rss over 5s)
                     ^~~~ 'at' and 'over' stand after 'from' and before 'where'

    error: expected an operator after 'over', found '5s'
      let x = over 5s where pid = 1
                   ^~ a query begins with 'select', 'from' or 'where' here

    error: expected an operator, ',' or ')' after 'over', found '5s'
      where a in (over 5s where b)
                       ^~ a query begins with 'select', 'from' or 'where' here

    error: expected an operator or a clause after 'over', found '5s'
      where a = over 5s
                     ^~

    error: 'over' comes before 'where'
      where uss > 1M over 5s
                     ^~~~ 'at' and 'over' stand after 'from' and before 'where'

    error: 'over' comes before 'order by'
      select pid order by uss limit 5 over 5s where pid = 1
                                      ^~~~ 'at' and 'over' stand after 'from' and before 'where'

    error: 'at' comes before 'limit'
      limit 5 at now()
              ^~ 'at' and 'over' stand after 'from' and before 'where'

    error: 'at' comes before 'over'
      over 5s at now()
              ^~ move 'at …' before 'over'

    error: a query has one 'over', found another
      over 5s over 6s
              ^~~~

    error: 'select' comes before 'over'
      over 5s select pid
              ^~~~~~ a query begins with 'select'

    error: 'over' comes after 'from'
      over 5s from files where pid = 1
      ^~~~~~~ move 'from …' before 'over'

    error: there are no window functions
      select row_number() over (order by pid) from files
                          ^~~~ 'over' takes a duration: over 5s

    error: there are no window functions
      select sum(uss) over (partition by user), pid
                      ^~~~ 'over' takes a duration: over 5s

    error: there are no window functions
      select coalesce(sum(uss) over (), 0)
                               ^~~~ 'over' takes a duration: over 5s

    error: there are no window functions
      select pid order by sum(uss) over (partition by user)
                                   ^~~~ 'over' takes a duration: over 5s

    error: there are no window functions
      select lag(uss) over (
                      ^~~~ 'over' takes a duration: over 5s

    error: expected a duration such as 5s after 'over', found ','
      select uss over, pid
                     ^

    error: expected an operator, a clause, 'as' or ',' after 'uss', found 'every'
      select uss every, pid
                 ^~~~~ a name is given by 'as'
    """#

  static let repetitions = #"""
    error: expected a query or a duration such as 5s after 'watch', found the end
      watch
           ^

    error: expected a query or a duration such as 5s after 'watch', found 'pid'
      watch pid
            ^~~ a column is shown by 'select pid', a source by 'from pid'

    error: expected a query or a duration such as 5s after 'watch', found '2'
      watch 2 select pid
            ^ a duration needs its unit: 2s

    error: expected a query or a duration such as 5s after 'watch', found 'every'
      watch every 5s select pid
            ^~~~~ the duration alone follows: watch 2s select pid

    error: expected a query after '2s', found the end
      watch 2s
              ^

    error: expected a query after '2s', found 'explain'
      watch 2s explain select pid
               ^~~~~~~ 'explain' is followed by the query: explain select pid

    error: expected a query or a duration such as 5s after 'watch', found 'watch'
      watch watch from files
            ^~~~~

    error: expected a statement, found 'wach'
      wach from files
      ^~~~ did you mean 'watch'?

    error: expected a query or a duration such as 5s after 'changes', found the end
      changes
             ^

    error: expected a query or a duration such as 5s after 'changes', found '1'
      changes 1 from files
              ^ a duration needs its unit: 1s

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'changes'
      select pid changes 1s from files
                 ^~~~~~~ 'changes' stands before the query: changes 2s select …

    error: expected an operator, a clause, 'as' or ',' after 'uss', found 'watch'
      select uss watch, pid
                 ^~~~~ a name is given by 'as'

    error: expected a duration such as 5s, 'for' or 'while' after 'wait', found the end
      wait
          ^

    error: expected a duration such as 5s, 'for' or 'while' after 'wait', found '30'
      wait 30
           ^~ a duration needs its unit: 30s

    error: expected 'for' or 'while' after '30s', found the end
      wait 30s
              ^

    error: expected a duration such as 5s, 'for' or 'while' after 'wait', found 'where'
      wait where pid = 1
           ^~~~~ 'wait for' ends when there is a row, 'wait while' when none is left

    error: expected a duration such as 5s, 'for' or 'while' after 'wait', found 'until'
      wait until pid = 1
           ^~~~~ did you mean 'for'?

    error: expected 'for' or 'while' after '30s', found 'until'
      wait 30s until where pid = 1
               ^~~~~ did you mean 'for'?

    error: expected a query after 'for', found the end
      wait for
              ^

    error: expected a query after 'for', found '30s'
      wait for 30s from files
               ^~~ the limit stands before 'for': wait 30s for …

    error: expected a query after 'while', found '30s'
      wait while 30s from files
                 ^~~ the limit stands before 'while': wait 30s while …

    error: expected a query after 'for', found 'while'
      wait for while from files
               ^~~~~

    error: expected 'for' or 'while' after '5s', found 'four'
      wait 5s four from files
              ^~~~ did you mean 'for'?

    error: expected a query, an action or 'analyze' after 'explain', found 'watch'
      explain watch 2s from files
              ^~~~~ 'explain' takes a query without 'watch'

    error: expected a query after 'analyze', found 'wait'
      explain analyze wait for from files
                      ^~~~ 'explain' takes a query without 'wait'

    error: expected an operator after 'watch', found '2s'
      let x = watch 2s from files
                    ^~

    error: expected a query after '(', found 'watch'
      from (watch from files)
            ^~~~~
    """#
}
