// Moves focus to the list of errors as soon as the page shows it, so that it is read first.

export default function errorSummary(summary) {
  summary.focus();
}
