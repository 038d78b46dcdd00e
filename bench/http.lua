-- For wrk: sends the bodies in the file that BODIES names, one a line, to /match/default, in turn;
-- DEPTH of them at once where that is set (pipelining).
local requests = {}
local at = 0

function init()
  local depth = tonumber(os.getenv("DEPTH") or "1")
  local single = {}
  for line in io.lines(os.getenv("BODIES")) do
    single[#single + 1] = wrk.format("POST", "/match/default",
      {["Content-Type"] = "application/json"}, line)
  end
  for i = 1, #single, depth do
    requests[#requests + 1] = table.concat(single, "", i, math.min(i + depth - 1, #single))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
