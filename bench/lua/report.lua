-- Prints one line of JSON after wrk's own report, for bench/load.py to read.
-- Times are in microseconds, as wrk counts them.

local threads = {}
local here = debug.getinfo(1, "S").source:match("^@(.*/)")

function setup(thread)
  thread:set("here", here)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

-- Answers by status, from the scripts that count them in `statuses`.
local function counted()
  local total = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses") or {}) do
      total[status] = (total[status] or 0) + count
    end
  end
  local parts = {}
  for status, count in pairs(total) do
    table.insert(parts, string.format('"%d": %d', status, count))
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "bytes": %d, "p50": %d, "p99": %d, "longest": %d, '
      .. '"refused": %d, "broken": %d, "timeouts": %d, "statuses": %s}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout, counted()
  ))
end
