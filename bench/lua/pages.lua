-- Loads pages in turn. Argument: a file with their paths, one a line.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local requests, turn = {}, 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    table.insert(requests, wrk.format("GET", path))
  end
end

function request()
  turn = turn + 1
  return requests[turn % #requests + 1]
end
