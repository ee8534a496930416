/**
 * The page's one script: it puts a copy button beside each text to copy, so that nobody sees a button that does nothing. The page's
 * policy allows it by its hash.
 */
export const COPY_SCRIPT = `
if (navigator.clipboard) for (const pre of document.querySelectorAll('.snippet pre')) {
  const button = document.createElement('button'), what = document.createElement('span')
  what.className = 'hidden'
  what.textContent = ' ' + pre.ariaLabel
  button.type = 'button'
  button.ariaLive = 'polite'
  button.append('Copy', what)
  button.onclick = async () => {
    await navigator.clipboard.writeText(pre.textContent)
    button.firstChild.data = 'Copied'
    setTimeout(() => { button.firstChild.data = 'Copy' }, 2000)
  }
  pre.after(button)
}`;
