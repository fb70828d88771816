/** '2026-07-15 14:00:00,123', with the text of the second remembered: what somebody with one format would write. */
let second = -1
let secondText = ''

/** @returns The time now. */
export function handWrittenTime() {
  const now = Date.now()
  const milliseconds = now % 1000
  return `${secondTextOf((now - milliseconds) / 1000)},${String(milliseconds).padStart(3, '0')}`
}

/** @param whole - Seconds since the epoch, without a fraction. */
export function secondTextOf(whole) {
  if (whole !== second) {
    second = whole
    secondText = clockText(new Date(whole * 1000))
  }
  return secondText
}

function clockText(date) {
  const two = (value) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
