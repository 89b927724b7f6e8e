// The words of the page, in the language of the program's messages.
export const words = await (await fetch('words')).json();

export function say(key) {
  return words.texts[key] ?? key;
}

export function putWords() {
  document.documentElement.lang = words.lang;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
  for (const element of document.querySelectorAll('[data-title]')) {
    element.title = say(element.dataset.title);
    element.setAttribute('aria-label', say(element.dataset.title));
  }
  for (const [keys, text] of words.keys) {
    const term = document.createElement('dt');
    for (const key of keys.split(' ')) term.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    document.getElementById('keys').append(term, Object.assign(document.createElement('dd'), { textContent: text }));
  }
}
