-- A day of a news site in a minute: ready pages, pages that nobody had asked for, feeds,
-- addresses that are not there, query strings that mean nothing, replies. Arguments: a
-- file with paths of pages, one of feeds, one with ids of articles; the number of the
-- first reply; a seed.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local reply, pages, feeds, articles, next_number
statuses = {}

local function lines(file)
  local found = {}
  for line in io.lines(file) do table.insert(found, line) end
  return found
end

local codings = { "br", "br", "gzip, deflate, br", "gzip", "identity" }

local function any(list) return list[math.random(#list)] end

local function get(path)
  return wrk.format("GET", path, {
    ["Host"] = wrk.host .. ":" .. wrk.port,
    ["Accept-Encoding"] = any(codings),
  })
end

local function word()
  local letters = {}
  for position = 1, math.random(3, 12) do letters[position] = string.char(math.random(97, 122)) end
  return table.concat(letters)
end

function init(arguments)
  reply = dofile(here .. "reply.lua")
  pages, feeds, articles = lines(arguments[1]), lines(arguments[2]), lines(arguments[3])
  next_number = tonumber(arguments[4]) + number * 100000
  math.randomseed(tonumber(arguments[5]) + number)
end

-- Out of 1,000 requests.
function request()
  local lot = math.random(1000)
  if lot <= 780 then return get(any(pages)) end
  if lot <= 880 then return get(any(feeds)) end
  if lot <= 950 then return get(any(pages) .. "?" .. word() .. "=" .. word()) end
  if lot <= 970 then return get("/" .. word() .. "/" .. word() .. "/") end
  if lot <= 990 then return get(any(pages) .. "?cpage=" .. math.random(9999)) end
  next_number = next_number + 1
  return reply(any(articles), next_number)
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end
