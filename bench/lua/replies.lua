-- Leaves replies. Arguments: a file with the ids of articles, one a line; the number of
-- the first reply; how many a second at most from all threads together, 0 for no limit.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local clock = require("ffi")
clock.cdef("typedef struct { long s; long ns; } bench_time; int clock_gettime(int, bench_time *);")
local moment = clock.new("bench_time")

local reply, articles, next_number, pause, next_time
statuses = {}

-- Milliseconds of the monotonic clock (1 in Linux).
local function now()
  clock.C.clock_gettime(1, moment)
  return tonumber(moment.s) * 1000 + tonumber(moment.ns) / 1e6
end

function init(arguments)
  reply = dofile(here .. "reply.lua")
  articles = {}
  for id in io.lines(arguments[1]) do table.insert(articles, id) end
  -- Threads share the numbers: each has its own hundred thousand.
  next_number = tonumber(arguments[2]) + number * 100000
  local limit = tonumber(arguments[3])
  pause = limit > 0 and 1000 * tonumber(arguments[4]) / limit or 0
  next_time = now()
  if pause == 0 then delay = nil end
end

function request()
  next_number = next_number + 1
  return reply(articles[next_number % #articles + 1], next_number)
end

-- Hands out moments, evenly, to whichever connection is free.
function delay()
  next_time = math.max(next_time + pause, now())
  return math.floor(next_time - now())
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end
