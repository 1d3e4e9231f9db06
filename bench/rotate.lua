-- Sends the requests of a file in turn, and prints what wrk measured as JSON.
local requests, at = {}, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for path in file:lines() do
    local headers = {}
    for _ = 1, tonumber(file:read("*l")) do
      local name = file:read("*l")
      headers[name] = file:read("*l")
    end
    local body = file:read(tonumber(file:read("*l")))
    file:read("*l")
    requests[#requests + 1] = wrk.format("POST", path, headers, body)
  end
  file:close()
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'RESULT {"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
