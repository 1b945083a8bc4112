// Errors of statements that act, as they are shown.

extension RenderedErrors {
  static let actions = #"""
    error: 'kill' takes a 'where' clause, no pid
      kill 4711, 4712
           ^~~~~~~~~~ write: kill where pid in (4711, 4712)

    error: 'kill' takes a 'where' clause, no pid
      kill 4711 4712
           ^~~~~~~~~ write: kill where pid in (4711, 4712)

    error: 'kill' takes a 'where' clause, no pid
      kill -9 4711 4712
              ^~~~~~~~~ write: kill -9 where pid in (4711, 4712)

    error: 'kill' takes a 'where' clause, no pid
      kill -HUP 1 2 3 4 5 6
                ^~~~~~~~~~~ write: kill -HUP where pid in (1, …)

    error: unknown signal 'wher'
      kill wher pid = 1
           ^~~~ did you mean 'where'?

    error: unknown signal 'l'
      kill -l
           ^~ '\h signals' in the shell lists the signals

    error: a signal stands without '-n'
      kill -n 9 where pid = 1
           ^~ write: kill 9 where …

    error: expected a whole number after 'RTMIN+'
      kill RTMIN+x where pid = 1
           ^~~~~~

    error: expected a signal such as TERM after '-', found 'where'
      kill - where pid = 1
             ^~~~~

    error: a test stands after 'where'
      kill not kernel
           ^~~ write: kill where not kernel

    error: an action has no 'having'
      set nice = 5 having x
                   ^~~~~~ it has 'over', 'where', 'order by' and 'limit'

    error: a query has one 'where', found another
      kill where pid = 1 where pid = 2
                         ^~~~~ 'and' joins two tests

    error: 'limit' comes after 'order by'
      kill where pid = 1 limit 2 order by pid
                         ^~~~~~~ move 'limit 2' to the end

    error: 'kill' needs a 'where' clause
      kill (1)
           ^ write: kill where pid = N

    error: expected a query after 'analyze', found the end
      explain analyze
                     ^

    error: expected '=' after 'limits', found '['
      set limits['nofile'] = 5 where pid = 1
                ^ an entry stands behind a dot: limits.nofile

    error: 'kill' needs a 'where' clause
      kill rtmin+3
                  ^ write: kill rtmin+3 where pid = N

    error: expected a setting such as nice after '.', found '5'
      set nice.5 = 3
               ^
    """#
}
