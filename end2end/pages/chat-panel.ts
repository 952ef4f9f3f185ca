import { expect, type Page } from '@playwright/test'

/** A channel of the room's panel: the chat or the backchannel. */
export function chatPanel(page: Page, channel: 'Chat' | 'Backchannel' = 'Chat') {
  const tab = page.getByRole('tab', { name: new RegExp(`^${channel}`) })
  const panel = page.getByRole('tabpanel', { name: new RegExp(`^${channel}`) })
  const log = panel.getByRole('log', { name: 'Messages' })
  const messages = log.getByRole('listitem')
  const input = panel.getByRole('textbox')
  /** By its own words: an answer quotes those of another one. */
  const message = (text: string) => messages.filter({ has: page.locator('.message-text', { hasText: text }) })
  return {
    tab,
    panel,
    log,
    messages,
    input,
    message,
    pinned: panel.getByRole('list', { name: 'Pinned messages' }),
    newMessages: panel.getByRole('button', { name: /new messages?$/ }),
    muted: panel.getByText('A moderator has muted you'),
    async show() {
      await expect(async () => {
        await tab.click()
        await expect(tab).toHaveAttribute('aria-selected', 'true', { timeout: 500 })
      }).toPass()
    },
    async write(text: string) {
      await input.fill(text)
      await input.press('Enter')
      await expect(input).toHaveValue('')
    },
    like: (text: string) => message(text).getByRole('button', { name: /^Like/ }),
    async reply(to: string, text: string) {
      await message(to).getByRole('button', { name: /^Reply/ }).click()
      await expect(input).toBeFocused()
      await input.fill(text)
      await input.press('Enter')
    },
    async choose(text: string, item: string) {
      await message(text).getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
    async reads(texts: string[]) {
      await expect(messages).toHaveCount(texts.length)
      for (const [at, text] of texts.entries()) await expect(messages.nth(at)).toContainText(text)
    },
  }
}
