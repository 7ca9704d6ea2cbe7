-- A reply that nobody sent before: text, name, email and address of its own, so that no
-- rule takes it for a repetition, a near one or a flood. `number` is below 6,500,000.

-- A word by chance stands for each "~".
local texts = {
  { "~ ~ ~ ~ ~ on ~ ~, and ~ ~ ~ ~ from ~ ~ ~ ~ the ~ ~ ~. ~ ~ ~ ~, who ~ ~ ~ ~ ~. Why ~ ~ ~ ~ "
    .. "~ ~ ~ ~?", "latin" },
  { "~ you ~ ~ ~ ~.\r\n\r\n~ ~ ~ worked ~ ~ ~ ~ ~, and ~ ~ ~ ~ ~ ~ never ~ ~; ~ ~ ~. "
    .. "<b>~ the ~</b>, not ~ ~, ~ ~ ~ what ~ ~.", "latin" },
  { "~ ~ don't ~ ~: 5 < 6 ~ 7 > 3, ~ ~ ~ ~ of ~ ~ ~ ~ not ~ ~ ~ ~. See "
    .. "https://example.org/~ for ~ ~, ~ ~ ~ ~.", "latin" },
  { "~ барои ~ ~. Мо ~ ~ ~ ~ чор ~ ~ ~ об ~, ва ~ ~ ~. ~ ~ ~ раҳмат, ки ~ ~ ~ ~.", "cyrillic" },
  { "~ and ~. ~ like ~ ~, ~ ~ fewer ~ ~ of ~ ~ who ~.", "latin" },
}

local syllables = {
  latin = { "ba", "con", "der", "est", "for", "gra", "hin", "lor", "men", "nor", "pla", "ris" },
  cyrillic = { "ба", "во", "го", "да", "зан", "ки", "ло", "мо", "ни", "пар", "ра", "са" },
}

local function escaped(text)
  return (text:gsub("[^%w ~]", function(byte) return string.format("%%%02X", byte:byte()) end)
    :gsub(" ", "+"))
end

for _, text in ipairs(texts) do text[1] = escaped(text[1]) end
for _, list in pairs(syllables) do
  for index, syllable in ipairs(list) do list[index] = escaped(syllable) end
end

-- The same for the same number in every run (Park and Miller's generator).
local function text_of(number)
  local chance = number + 1
  local function any(list)
    chance = chance * 16807 % 2147483647
    return list[math.floor(chance / 7) % #list + 1]
  end
  local text, letters = unpack(texts[number % #texts + 1])
  local list = syllables[letters]
  return (text:gsub("~", function() return any(list) .. any(list) end))
end

local function address(number)
  local network = math.floor(number / 65536)
  return string.format("%d.%d.%d.7", 11 + network, math.floor(number / 256) % 256, number % 256)
end

-- The request as wrk sends it, the way a browser would send the form.
return function(article, number)
  local body = string.format(
    "article=%s&parent=&name=Reader+%d&email=reader%d%%40example.org&website="
      .. "&comment=%s+%%23%d&subject=",
    article, number, number, text_of(number), number
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
