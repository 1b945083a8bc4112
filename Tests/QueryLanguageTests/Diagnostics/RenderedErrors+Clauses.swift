extension RenderedErrors {
  static let clauses = #"""
    error: expected a column or an expression after 'select', found the end
      select
            ^

    error: expected a column or an expression after 'select', found 'where'
      select where uss > 1
             ^~~~~

    error: expected a column or an expression after ',', found the end
      select pid,
                 ^

    error: expected a column or an expression after ',', found 'from'
      select pid, from files
                  ^~~~ leave out the ','

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'name'
      select pid name
                 ^~~~ a name is given by 'as'

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'form'
      select pid form files
                 ^~~~ did you mean 'from'?

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'wehre'
      select pid wehre uss > 1M
                 ^~~~~ did you mean 'where'?

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'odrer'
      select pid odrer by uss
                 ^~~~~ did you mean 'order'?

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'limt'
      select pid limt 5
                 ^~~~ did you mean 'limit'?

    error: expected 'by' after 'order', found 'uss'
      select pid order uss
                       ^~~

    error: expected 'by' after 'group', found 'user'
      select user, count(*) group user
                                  ^~~~

    error: expected a column or an expression after 'select', found 'group'
      select group by user
             ^~~~~

    error: expected a name or '*' after '.', found the end
      select memory.
                    ^

    error: expected a clause or ',' after '*', found 'pid'
      select * pid
               ^~~ a ',' stands between items

    error: expected a name after 'as', found the end
      select pid as
                   ^

    error: expected a name after 'as', found '5'
      select pid as 5
                    ^

    error: expected a clause or ',' after 'p', found 'q'
      select pid as p q
                      ^

    error: expected a source after 'from', found the end
      from
          ^

    error: expected a source after 'from', found the text 'files'
      from 'files'
           ^~~~~~~ the name of a source stands without quotes

    error: expected a clause after 'files', found 'join'
      from files join maps
                 ^~~~ there are no joins: write a path such as parent.name, or any(files where …)

    error: expected a clause after 'files', found 'f'
      from files f
                 ^ there are no aliases of sources: a column stands alone

    error: expected a query after '(', found 'files'
      from (files)
            ^~~~~ did you mean 'from files'?

    error: the parenthesis opened here is never closed
      from (select pid
           ^

    error: the parenthesis opened here is never closed
      from (select pid; select name
           ^

    error: expected a column or an expression after 'where', found the end
      where
           ^

    error: expected a column or an expression after 'group by', found the end
      group by
              ^

    error: expected a column or an expression after 'having', found the end
      having
            ^

    error: expected a column or an expression after 'order by', found the end
      order by
              ^

    error: expected an operator, a clause, 'asc', 'desc', 'nulls' or ',' after 'uss', found 'descending'
      order by uss descending
                   ^~~~~~~~~~ did you mean 'desc'?

    error: expected a clause, 'nulls' or ',' after 'asc', found 'desc'
      order by uss asc desc
                       ^~~~

    error: expected 'first' or 'last' after 'nulls', found the end
      order by uss nulls
                        ^

    error: expected 'first' or 'last' after 'nulls', found 'frist'
      order by uss nulls frist
                         ^~~~~ did you mean 'first'?

    error: 'limit' takes a whole number, found the end
      limit
           ^

    error: expected an operator or 'offset' after '5', found ','
      limit 5, 10
             ^ write limit … offset …

    error: expected an operator or 'offset' after '5', found '5'
      limit 5 5
              ^ write limit … offset …

    error: 'offset' comes after 'limit'
      offset 5 limit 5
      ^~~~~~~~ move 'offset 5' to the end

    error: 'order by' comes after 'where'
      order by uss where uss > 1
      ^~~~~~~~~~~~ move 'order by uss' to the end

    error: 'order by' comes after 'where'
      select pid order by uss limit 5 where uss > 1M
                 ^~~~~~~~~~~~ move 'where …' before 'order by'

    error: 'select' comes before 'where'
      where uss > 1 select pid
                    ^~~~~~ a query begins with 'select'

    error: a query has one 'where', found another
      where a where b
              ^~~~~ 'and' joins two tests

    error: a query has one 'limit', found another
      limit 5 limit 6
              ^~~~~
    """#
}
