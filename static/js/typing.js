// What is typed into a form as pairs of name and value, and back into it.

const TYPED = "textarea, select, input:not([type=hidden], [type=file], [type=password])";
const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const controls = (form) => [...form.elements].filter((one) => one.name && one.matches(TYPED));

export const isTypedInto = (form) => controls(form).length > 0;

export function typed(form) {
  return controls(form).filter((one) => !isTicked(one) || one.checked).map(({ name, value }) => [name, value]);
}

// As one text, to be compared.
export const draw = (form) => JSON.stringify(typed(form));

export function fill(form, pairs) {
  for (const control of controls(form)) {
    const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isTicked(control)) control.checked = values.includes(control.value);
    else if (values.length) [control.value] = values;
  }
  const [first] = controls(form);
  first.dispatchEvent(new Event("input", { bubbles: true }));
  first.focus();
}
