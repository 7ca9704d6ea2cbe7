-- A reply that nobody sent before: text, name, email and address of its own, so that no
-- rule takes it for a repetition or a flood. `number` is below 6,500,000.

local texts = {
  "I was there on Tuesday, and the road was closed from the bridge down to the market. Nobody "
    .. "told the drivers, who turned round in the fields. Why did the council not put up a sign?",
  "Thank you for this report.\r\n\r\nMy father worked at the station for thirty years, and he says "
    .. "that the turbines were never the trouble; the lines were. <b>Ask the engineers</b>, not the "
    .. "ministry, and print what they say.",
  "The numbers don't add up: 5 < 6 and 7 > 3, but four per cent of nine million is not what the "
    .. "table says. See https://example.org/tables for the source, which gives both years.",
  "Ташаккур барои хабар. Мо дар ин деҳа чор сол мунтазири об будем, ва акнун он омад. Ба ҳамаи "
    .. "коргарон раҳмат, ки дар сармо кор карданд.",
  "Short and good. More like this, please, and fewer photographs of people who shake hands.",
}

local function escaped(text)
  return (text:gsub("[^%w ]", function(byte) return string.format("%%%02X", byte:byte()) end)
    :gsub(" ", "+"))
end

for index, text in ipairs(texts) do texts[index] = escaped(text) end

local function address(number)
  local network = math.floor(number / 65536)
  return string.format("%d.%d.%d.7", 11 + network, math.floor(number / 256) % 256, number % 256)
end

-- The request as wrk sends it, the way a browser would send the form.
return function(article, number)
  local body = string.format(
    "article=%s&parent=&name=Reader+%d&email=reader%d%%40example.org&website="
      .. "&comment=%s+%%23%d&subject=",
    article, number, number, texts[number % #texts + 1], number
  )
  local origin = string.format("http://%s:%s", wrk.host, wrk.port)
  return wrk.format("POST", "/comments/post/", {
    ["Host"] = wrk.host .. ":" .. wrk.port,
    ["Origin"] = origin,
    ["Sec-Fetch-Site"] = "same-origin",
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = address(number),
  }, body)
end
