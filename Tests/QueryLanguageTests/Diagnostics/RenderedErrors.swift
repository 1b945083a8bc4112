// Errors as they are shown, each a rendering of the text on its second line.

enum RenderedErrors {
  static let tokens = #"""
    error: the quote opened here is never closed
      where name = 'foo
                   ^

    error: the quote opened here is never closed
      where name = "it's
                   ^

    error: the backtick opened here is never closed
      select `pid
             ^

    error: the comment opened here is never closed
      select /* never
             ^~

    error: expected a name between the backticks
      select ``
             ^~

    error: expected a parameter's name directly after '$'
      select $
             ^

    error: expected a parameter's name directly after '$'
      select $1
             ^

    error: expected digits after the point
      select 10.
             ^~~ did you mean '10'?

    error: expected digits after the point
      select 5.x
             ^~ did you mean '5'?

    error: a number has one point
      select 10.0.0.1
             ^~~~~~~~ an address stands in quotes

    error: expected digits before the point
      select .5
             ^~ did you mean '0.5'?

    error: unknown unit 'x': sizes take B K M G T P k KiB MiB GiB TiB PiB kB KB MB GB TB PB, durations ms s m h d w
      select 10x
               ^

    error: unknown unit 'mb'
      select 10mb
               ^~ did you mean 'MB'?

    error: unknown unit 'g'
      select 5 + 10g
                   ^ did you mean 'G'?

    error: unknown unit 'min'
      select 5min
              ^~~ did you mean 'm'?

    error: '_' in a number stands between two digits
      select 1_
              ^

    error: '_' in a number stands between two digits
      select 1__0
              ^~~

    error: unknown unit 'M3': sizes take B K M G T P k KiB MiB GiB TiB PiB kB KB MB GB TB PB, durations ms s m h d w
      select 5M3
              ^~

    error: expected 'ms', 's' or 'm' after '2h13', found no unit
      select 2h13
                 ^

    error: expected 'ms', 's' or 'm' after '2h3', found 'd'
      select 2h3d
                ^

    error: expected 'ms', 's' or 'm' after '2h2', found 'h'
      select 2h2h
                ^

    error: no unit is smaller than 'ms'
      select 5ms3
                 ^

    error: expected hexadecimal digits, and no unit, after '0x'
      select 0x
             ^~

    error: expected hexadecimal digits, and no unit, after '0x'
      select 0x1fg
             ^~~~~

    error: '99999999999999999999' is out of range
      select 99999999999999999999
             ^~~~~~~~~~~~~~~~~~~~

    error: '9223372036854775808' is out of range
      select 9223372036854775808
             ^~~~~~~~~~~~~~~~~~~

    error: '9223372036854775809' is out of range
      select -9223372036854775809
              ^~~~~~~~~~~~~~~~~~~

    error: '9223372036854775808' is out of range
      select -(9223372036854775808)
               ^~~~~~~~~~~~~~~~~~~

    error: '9223372036854775808' is out of range
      select -9223372036854775808[0]
              ^~~~~~~~~~~~~~~~~~~

    error: '0x1ffffffffffffffff' is out of range
      select 0x1ffffffffffffffff
             ^~~~~~~~~~~~~~~~~~~

    error: '1e400' is out of range
      select 1e400
             ^~~~~

    error: '1e-400' is out of range
      select 1e-400
             ^~~~~~

    error: '99999999P' is out of range
      select 99999999P
             ^~~~~~~~~

    error: '9999999w' is out of range
      select 9999999w
             ^~~~~~~~

    error: unexpected '&&'
      where a && b
              ^~ 'and' joins two tests

    error: unexpected '&'
      where a & b
              ^ 'and' joins two tests

    error: unexpected '!'
      where !a
            ^ 'not' negates a test

    error: unexpected '|'
      where a | b
              ^ 'or' joins two tests, '||' joins texts

    error: unexpected '#'
      # comment
      ^ a comment begins with '--'

    error: unexpected '‘'
      select ‘x’
             ^ text stands between ' or "

    error: unexpected 'öß'
      select größe
               ^~ such a name stands in backticks

    error: unexpected '  '
      select  pid
            ^~ it only looks like a space

    error: unexpected '−'
      select −1
             ^ minus is '-'

    error: unexpected '@'
      select @pid
             ^ a parameter is $name

    error: unexpected ':'
      select a::text
              ^ there are no casts: integer(text) and number(text) read text, concat(x) makes it

    error: unexpected '{'
      select {a}
             ^ a list stands in brackets: ['a', 'b']
    """#

  static let statements = #"""
    error: expected a statement, found 'selct'
      selct pid
      ^~~~~ did you mean 'select'?

    error: expected a statement, found 'fro'
      fro files
      ^~~ did you mean 'from'?

    error: expected a statement, found 'show'
      show tables
      ^~~~ 'describe' lists the sources, 'describe processes' what one has

    error: expected a statement, found 'desc'
      desc files
      ^~~~ did you mean 'describe'?

    error: expected a statement, found 'with'
      with x as
      ^~~~ 'let' names a query: let shells = select pid, name where name in ('sh', 'bash')

    error: expected a statement, found 'uss'
      uss > 100M
      ^~~ write: where uss > 100M

    error: expected a statement, found 'count'
      count(*)
      ^~~~~ rows are counted by: select count(*)

    error: expected a statement, found '123'
      123
      ^~~ write: select 123

    error: expected a name after 'let', found the end
      let
         ^

    error: expected '=' after 'x', found the end
      let x
           ^

    error: expected '=' after 'x', found '5'
      let x 5
            ^

    error: expected a column, an expression or a query after '=', found the end
      let x =
             ^

    error: expected a name after 'let', found '='
      let = 5
          ^

    error: expected a name after 'let', found 'where'
      let where = 5
          ^~~~~ in backticks it is a name: `where`

    error: expected a column or an expression after 'select', found the end
      let x = select
                    ^

    error: expected a name after 'param', found the end
      param
           ^

    error: expected a name after 'param', found '5'
      param 5
            ^

    error: a parameter's name is made of letters, digits and '_'
      param `x` = 5
            ^~~

    error: expected a column or an expression after '=', found the end
      param x =
               ^

    error: expected a source, 'functions' or 'keywords' after 'describe', found 'where'
      describe where
               ^~~~~ in backticks it is a name: `where`

    error: expected ';' after 'files', found 'x'
      describe files x
                     ^

    error: expected ';' after 'functions', found 'keywords'
      describe functions keywords
                         ^~~~~~~~

    error: expected a query, an action or 'analyze' after 'explain', found the end
      explain
             ^

    error: expected a query, an action or 'analyze' after 'explain', found 'analyse'
      explain analyse select pid
              ^~~~~~~ did you mean 'analyze'?

    error: expected a query, an action or 'analyze' after 'explain', found 'explain'
      explain explain select pid
              ^~~~~~~ 'explain' is followed by the query: explain select pid

    error: expected an operator, a clause, 'as' or ',' after 'pid', found 'let'
      select pid let x = 1
                 ^~~ a ';' ends the statement before

    error: expected ';' before 'select'
      select a select b
               ^~~~~~ a query has one 'select', and a ';' ends a statement
    """#
}
