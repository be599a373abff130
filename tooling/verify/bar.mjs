/** Whether `figure` is on the right side of the system's bar. NaN never is. */
export function meetsBar({ bar, higherIsBetter }, figure) {
  return higherIsBetter ? figure >= bar : figure <= bar;
}
