/// Good texts that, taken together, use everything the language has.
enum Corpus {
  /// One text a line.
  private static let lines = #"""
    select pid, name, uss, pss where env.MYAPP exists order by uss desc limit 10
    select *
    SELECT PID, Name FROM Processes WHERE User = 'root'
    select distinct user
    select memory.*, io.*
    select pid, memory.*, uss as private
    select pid, name as `the name`
    select pid as 'it''s', rss as "Memory used", uss as "a\tb", pss as 'x`y'
    select now()
    select count(*)
    select 1
    select -1, - 1, - -1
    select -9223372036854775808
    select 9223372036854775807, 0xffffffffffffffff, 0x1f, 0X1F_ff
    select 1_000, 2.5, 1e5, 1.5e-3, 1E+10, 1_0.5_0
    select 512K, 512k, 100M, 1.5G, 2T, 1P, 7B
    select 4KiB, 4MiB, 4GiB, 4TiB, 4PiB, 10kB, 10KB, 10MB, 10GB, 10TB, 10PB
    select 250ms, 30s, 5m, 2h, 7d, 1w, 2h13m, 1w2d3h4m5s6ms, 1.5h
    select 'it''s', "it's", "say ""so""", 'tab\t', '\x1b[31m', '\.', 'a\\b', '\'', '', "\""
    select true, false, null
    select TRUE and False or NULL is null
    where uss > 100M
    where uss > 100M and age > 2h or user = 'root' and not kernel
    where not not kernel
    where not name = 'sshd'
    where name == 'sshd' or name != 'cron' or name <> 'bash'
    where pid < 10 or pid <= 10 or pid > 10 or pid >= 10
    where name like 'post%' and name not like '%\_x'
    where name ilike 'POST%' or name not ilike '%x'
    where exe glob '/usr/*/bin/[a-z]*' or exe not glob '*'
    where args ~ '^/usr' or args !~ 'x$' or args ~* 'JAVA' or args !~* 'ruby'
    where pid in (1, 2, 3) and pid not in (4)
    where ppid in (select pid where name = 'sshd') or ppid not in (select pid)
    where ppid in (from processes limit 3)
    where ppid in (where name = 'x' limit 3)
    where '--verbose' in cmdline and 'HOME' not in env
    where 'x' in parent.cmdline and 'y' in split(args, ' ') and 'z' in $list
    where pid between 1 and 100 and uss not between 1M and 2M + 5K
    where exe is null or exe is not null or exe is denied or exe is not denied
    where parent exists and env.X not exists
    where args contains 'x' and cmdline not contains '-v'
    where name || ':' || user = 'sshd:root'
    select uss + pss - swap * 2 / 3 % 7
    select (uss + pss) * 2, uss - (pss - swap), -(1 + 2)
    select -uss, 2 * -pid, 5 - -3
    select cmdline[0], cmdline[-1], env['odd name'], env[$name]
    select env.HOME, env.`odd name`, env.select, env.`with ``tick```
    select parent.name, parent.parent.pid, parent.env.HOME
    select (parent).name, (cmdline)[0]
    select [pid, ppid] as both, [1, 2][0], [[1], [2.5]], length([-1, null]), [a][b][c]
    where pid in [1, 2] and pid not in [3] and 1 in [[1], [2]][0] and [1, 2] contains pid
    select split(args, ' ')[0], lower(name), concat(), coalesce(exe, name, '?')
    select case when uss > 1G then 'big' when uss > 1M then 'middling' else 'small' end as class
    select case user when 'root' then 0 when 'nobody' then 1 end
    select case end when 1 then start end
    select if(kernel, 'kernel', 'user')
    select group, offset, start, end, text, user, first, last from maps
    select `select`, `from`, `1`
    select pid as from, name as where
    select analyze, describe, explain, functions, keywords, let, param, by, nulls, denied, exists
    where group = 'wheel' and end > start
    where not exists
    where order = 1
    order by group, end desc, offset
    order by uss desc nulls last, pid asc nulls first, name nulls first, args
    group by group
    group by user, lower(name) having count(*) > 3 order by count(*) desc limit 5 offset 10
    select user, count(*) as n, sum(uss) group by user having sum(uss) > 1G order by n
    select count(distinct user), list(distinct name), sum(uss where user = 'root')
    select count(* where kernel), percentile(rss, 95), median(rss), stddev(rss)
    select any(files where path like '/var/log/%')
    select none(ancestors where name = 'sshd'), count(children), sum(descendants.pss)
    select max(threads.cpu_time), list(sockets.local_port where state = 'LISTEN')
    where any(children where ppid = outer.pid)
    where any(children where any(files where deleted))
    where any(children where any(files where deleted and outer.outer.pid = process.pid))
    select count(children.files)
    where env.MYAPP exists and not any(children)
    from files
    from files where path like '/dev/%'
    from (select pid, uss from processes where uss > 1M) where pid > 10
    from (offset 3)
    from (from (from files limit 5) limit 4) limit 3
    from group
    from `from`
    limit 5
    limit $n
    limit 2 * 5 offset 1 + 1
    offset 5
    having count(*) > 0
    order by pid
    select pid from threads where tid != pid order by tid limit 10 offset 2
    param n = 10; limit $n
    param n
    param where = 'x'
    param limit = 5; limit $limit
    param since = now() - 2h
    let big = uss > 100M; where big
    let servers = select pid where any(sockets where state = 'LISTEN'); from servers
    let s = where uss > 1M; from s
    let s = from files; from s
    let s = group by user; from s
    let s = order by pid; from s
    let s = limit 3; from s
    let s = offset
    let s = group
    let `my let` = 1; select `my let`
    describe
    describe files
    describe functions
    describe keywords
    DESCRIBE `functions`
    explain select pid
    explain analyze where uss > 1M order by uss desc limit 10
    explain offset 5
    where write_bytes / age > 4800kB / 1s
    where age > 2h13m and started < '2026-11-22 14:00'
    where started > now() - 1d
    where -pid = -1 and not -pid < -5
    where (kernel) and ((((kernel))))
    where (pid = 1) = (ppid = 0)
    where (pid in (1)) is null
    where not (pid = 1 or pid = 2)
    where a.b.c.d.e[1][2].f = 1
    where f(g(h(1)), i())[0].x exists
    select $a, $b.c, $d[0], -$e
    select pid ; select name ;
    ;;;
    -- only a comment
    /* only a comment */
    select pid -- trailing
    select /* in between */ pid
    select 5--3
    select pid/**/,name
    select 'not -- a comment', '/* nor this */'
    select '$n'
    select 10%3, 10 % 3
    select a||b||c
    where a=b and c<d and e>=f
    where x~'a'and y
    select count ( * ), lower ( name )
    select parent . name
    select env . `x`
    where name in ('a', "b", '''c''')
    where uss in (1M, 2M, $x, 3 * 4K)
    select pid where uss > (1M + 2M) * 3
    select memory_percent(uss) as share order by share desc
    where cgroup like '%docker%' or container exists
    select name, uss where uss > 0.5G order by uss desc, name
    select pid, tilde(cwd), basename(exe), regex_match(args, '-Xmx(\d+)', 1)
    select uss - pss as difference where difference > 0
    where case when kernel then false else true end
    at '2026-11-22 14:00'
    at $moment where uss > 1M
    at now() limit 1
    AT Now ( ) - 2h + 5m where pid = 1
    select pid from files at now() - $ago over $length every $step where pid = 1
    over 5s
    over 1m30s every 500ms
    select * over 5s
    select pid, rate(cpu_time) as share over 500ms where share > 0.5 order by share desc limit 10
    select wchan, count(*) as seen from history over 5s every 50ms where a group by wchan having b
    from (over 2s where pid = 1) where pid > 10
    where pid in (select pid from files over 2s)
    let busy = where cpu_percent > 90; from busy over 5s
    let busy = from processes at 'x' over 5s
    explain over 5s where delta(rss) > 1M
    explain analyze select pid at '12:00' ; at '12:00'
    watch select pid
    watch 2s select pid
    watch $rhythm where uss > 1M
    WATCH 500ms over 5s
    watch offset 5
    changes from files
    changes 1s at 'x' over 2s
    wait for where name = 'make'
    wait 30s for from sockets where state = 'LISTEN'
    wait while where name = 'make'
    wait $limit while over 5s where pid = 1
    record into 'day.db' select pid, name, memory.*
    record 10s into 'day.db' keep 7d select pid, ppid, name, args, env.PATH where not kernel
    RECORD $rhythm INTO $file KEEP $age where user = 'root' ; record into "it's" select *
    record into '\x00' keep 1w from processes ; record 250ms into 'x' from keep where keep > into
    kill where name = 'chrome' and uss > 1G order by uss desc limit 3
    kill HUP where pid = 1; KILL -9 where pid = 1; kill - TERM where pid = 1; kill SIGRTMIN+3 where a
    kill rtmax - 1 over 5s where cpu_percent > 90 then 10s KILL; kill where env.X = 'old' then $d -9
    kill kill where kill; kill set where set then 1s kill; kill by where by
    set nice = 10 where container = 'batch'; set nice = -5 over 1s where a order by a limit $n
    SET limits.nofile = 65536 where pid = 4711; set limits.`as` = null where pid = $p
    set cpu_affinity = [2, 3] where unit = 'x.service'; set where = 1 where a; set `a b`.where = 2 where a
    explain kill where pid = 1 then 1s KILL; explain set nice = 5 where a; explain analyze kill 9 where a
    select kill, set, kill.a, set[0], kill(1) from set where kill > set order by kill; let set = kill
    select at, over, every, watch, changes, wait, for, while, now, history, before
    select record, into, keep, record.a, into[0], keep(1) from record where into > keep order by keep
    let record = into - keep; select pid as into where record.keep; from keep; let into = record
    select at(1), over.a, every[0], watch - 1, -wait from at at 'x' over 1s
    select pid as over where over > 5
    select pid as at at now() where at > 5
    from over over 5s where over > over
    from every over 5s every 1s where every > every
    select case over when at then wait else while end over 5s
    where pid in (over, at) and at between over and every
    let at = 5
    let over = over; let wait = where wait; let watch = at
    param at = '12:00'; at $at
    order by watch, for desc
    where name between 'a' and 'b' and pid between -5 and 5 - 1
    """#

  /// Texts that a line cannot hold.
  private static let blocks = [
    "",
    "\u{FEFF}select pid",
    "#!/usr/bin/env procq\nselect pid;\n",
    "\u{FEFF}#!/usr/bin/env procq\r\nselect pid;\r\n",
    "select pid,\r\n\tname\r\nfrom processes\r\n",
    "-- title\n-- more\nparam n = 10\n;\nselect *\norder by uss desc\nlimit $n\n;\n",
    "select 'two\nlines', \"\u{1B}[31m\", 'größe', '日本語'",
    "select env.`größe`, env.`日本`",
    "let a = 1;\nlet b = a + 1;\n/* one\n   two */\nselect a, b;",
  ]

  static let texts: [String] =
    lines.split(separator: "\n").map(String.init) + blocks
}
