extension RenderedErrors {
  static let expressions = #"""
    error: expected a column or an expression after '>', found the end
      where uss >
                 ^

    error: the parenthesis opened here is never closed
      where (uss > 1
            ^

    error: the parenthesis opened here is never closed
      where (uss > 1; select name
            ^

    error: comparisons do not chain
      where 1 < x < 5
                  ^ write 1 < x and x < …

    error: comparisons do not chain
      where a + b = c = d
                      ^ write a + b = c and c = …

    error: comparisons do not chain
      where a = b is null
                  ^~ put parentheses around the first one

    error: comparisons do not chain
      where a is null is null
                      ^~ put parentheses around the first one

    error: comparisons do not chain
      where a like b like c
                     ^~~~ put parentheses around the first one

    error: expected a column or an expression after '=', found 'not'
      where a = not b
                ^~~ put parentheses around 'not …'

    error: expected a column or an expression after 'not', found the end
      where not
               ^

    error: expected 'in', 'between', 'like', 'ilike', 'glob', 'contains' or 'exists' after 'not', found the end
      where x not
                 ^

    error: expected 'in', 'between', 'like', 'ilike', 'glob', 'contains' or 'exists' after 'not', found 'foo'
      where x not foo
                  ^~~

    error: expected 'in', 'between', 'like', 'ilike', 'glob', 'contains' or 'exists' after 'not', found '='
      where x not = 5
                  ^ did you mean '!='?

    error: expected 'not', 'null' or 'denied' after 'is', found '5'
      where x is 5
                 ^ equality is '='

    error: expected 'not', 'null' or 'denied' after 'is', found 'true'
      where x is true
                 ^~~~ equality is '='

    error: expected 'not', 'null' or 'denied' after 'is', found the end
      where x is
                ^

    error: expected 'null' or 'denied' after 'is not', found 'foo'
      where x is not foo
                     ^~~

    error: expected 'null' or 'denied' after 'is not', found '5'
      where x is not 5
                     ^ inequality is '!='

    error: expected an operator or a clause after 'exists', found 'env'
      where exists env.HOME
                   ^~~ 'exists' stands after what it tests

    error: expected a column or an expression after '=', found '>'
      where x => 5
               ^ did you mean '>='?

    error: expected a column or an expression after '=', found '<'
      where x =< 5
               ^ did you mean '<='?

    error: expected a column or an expression after '==', found '='
      where x === 5
                ^ equality is '='

    error: expected a column or an expression after '!=', found '='
      where x !== 5
                ^ inequality is '!='

    error: unexpected '!'
      where x =! 5
               ^ did you mean '!='?

    error: unexpected '!'
      where x =!5
               ^ did you mean '!='?

    error: unexpected '!'
      where x = !true
                ^ 'not' negates a test

    error: unexpected '!'
      where x = ! true
                ^ 'not' negates a test

    error: unexpected '!'
      where x = !y
                ^ 'not' negates a test

    error: comparisons do not chain
      where x != 1 || x = 2
                        ^ 'or' joins two tests, '||' joins texts

    error: expected an operator or a clause after '1', found ','
      where x = 1, y = 2
                 ^ 'and' joins two tests

    error: expected an operator or a clause after '1', found ','
      where x = 1, not y
                 ^ 'and' joins two tests

    error: expected an operator or a clause after '1', found ','
      where x = 1, env['A'] like 'b%' order by y
                 ^ 'and' joins two tests

    error: expected an operator or a clause after '1', found ','
      where pid = 1 , pid
                    ^

    error: expected an operator or a clause after 'b', found ','
      having b, c
              ^

    error: expected an operator or a clause after 'b', found ','
      having b, f(c = 1), c = 2
              ^

    error: expected a clause after 'files', found ','
      from files, maps
                ^ there are no joins: write a path such as parent.name, or any(files where …)

    error: expected a column or an expression after '<>', found '<>'
      where x <> <> 5
                 ^~

    error: expected a column or an expression after '=', found '/'
      where path = /usr/bin
                   ^ text stands in quotes

    error: expected a column or an expression after '=', found '~'
      where path = ~/bin
                   ^ text stands in quotes

    error: expected an operator or a clause after 'name', found 'regexp'
      where name regexp 'x'
                 ^~~~~~ '~' matches a regular expression

    error: expected an operator or a clause after the text 'a', found the text 'b'
      where name = 'a' 'b'
                       ^~~

    error: expected an operator or a clause after the text 'it', found 's'
      where name = 'it's'
                       ^ inside text a quote is doubled

    error: expected an operator or a clause after '100', found 'M'
      where uss > 100 M
                      ^ a unit stands directly after its number: 100M

    error: expected an operator or a clause after '5', found 'm'
      where age > 5 m
                    ^ a unit stands directly after its number: 5m

    error: expected an operator or a clause after '5', found 'H'
      where age > 5 H
                    ^ a unit stands directly after its number: 5h

    error: expected an operator or a clause after '5', found 'minutes'
      where age > 5 minutes
                    ^~~~~~~ a unit stands directly after its number: 5m

    error: expected a column or an expression after 'in', found the end
      where pid in
                  ^

    error: expected a value or a query between the parentheses of 'in'
      where pid in ()
                   ^~

    error: expected an operator or a clause after '1', found ','
      where pid in 1, 2
                    ^ a list stands in parentheses: in (1, 2)

    error: expected an operator or a clause after the text 'a', found ','
      where comm not in 'a', 'b', $c limit 1
                           ^ a list stands in parentheses: in ('a', 'b', $c)

    error: expected an operator or a clause after '1000001', found ','
      where pid in 1000001, 1000002, 1000003, 1000004, 1000005
                          ^ a list stands in parentheses: in (1000001, …)

    error: expected an operator or ')' after '1', found ','
      select any(files where fd in 1, 2)
                                    ^ a list stands in parentheses: in (1, 2)

    error: expected an operator or a clause after 'cmdline', found ','
      where 'v' in cmdline, pid = 2
                          ^ 'and' joins two tests

    error: expected an operator, ',' or ')' after '1', found '2'
      where pid in (1 2)
                      ^ a ',' stands between values

    error: the parenthesis opened here is never closed
      where pid in (1, 2
                   ^

    error: expected an operator or 'and' after '1', found the end
      where x between 1
                       ^

    error: expected an operator or 'and' after '1', found 'or'
      where x between 1 or 2
                        ^~

    error: expected a column or an expression after 'and', found 'or'
      where a and or b
                  ^~ a test stands on both sides of 'and' and 'or'

    error: expected a name after '.', found '.'
      where a..b
              ^

    error: expected a name after '.', found '5'
      where a.5
              ^

    error: expected a column or an expression after '[', found the end
      select cmdline[
                     ^

    error: the bracket opened here is never closed
      select cmdline[0
                    ^

    error: expected a column or an expression after '[', found ']'
      select cmdline[]
                     ^

    error: the parenthesis opened here is never closed
      select count(*
                  ^

    error: expected 'where' or ')' after '*', found ','
      select count(*, a)
                    ^

    error: expected a column or an expression after 'distinct', found ')'
      select count(distinct)
                           ^

    error: expected a column, an expression or ')' after '(', found 'where'
      select count(where x)
                   ^~~~~ a query in parentheses stands after 'from' or 'in'

    error: expected a column or an expression after ',', found ')'
      select f(a,)
                 ^ leave out the ','

    error: expected a column or an expression after '(', found 'select'
      select (select pid)
              ^~~~~~ a query in parentheses stands after 'from' or 'in'

    error: expected a column, an expression or ')' after '(', found 'select'
      where any(select pid)
                ^~~~~~ a query in parentheses stands after 'from' or 'in'

    error: expected a column, an expression or 'when' after 'case', found the end
      select case
                 ^

    error: expected an operator or 'when' after 'a', found 'end'
      select case a end
                    ^~~

    error: expected an operator or 'then' after 'a', found the end
      select case when a
                        ^

    error: expected a column or an expression after 'then', found the end
      select case when a then
                             ^

    error: expected an operator, 'when', 'else' or 'end' after 'b', found the end
      select case when a then b
                               ^

    error: expected an operator or 'end' after 'c', found the end
      select case when a then b else c
                                      ^

    error: expected an operator or 'then' after 'a', found 'else'
      select case when a else b end
                         ^~~~

    error: expected an operator, a clause, 'as' or ',' after 'a', found ')'
      select a)
              ^

    error: expected a column or an expression after '-', found the end
      select -
              ^
    """#
}
