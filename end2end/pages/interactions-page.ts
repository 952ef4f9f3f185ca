import { expect, type Page } from '@playwright/test'

/** The tab *Interactions* inside the room, and the reactions over the stage. */
export function interactionsPage(page: Page) {
  const tab = page.getByRole('tab', { name: /^Interactions/ })
  const panel = page.getByRole('tabpanel', { name: /^Interactions/ })
  const window = page.getByRole('dialog', { name: /New interaction|Edit the draft/ })
  const card = (prompt: string) => panel.getByRole('article', { name: prompt })
  const result = (prompt: string, option: string) =>
    card(prompt).getByRole('group', { name: 'Result' }).getByRole('listitem').filter({ hasText: option })
  const button = (prompt: string, name: string) => card(prompt).getByRole('button', { name })
  return {
    tab,
    panel,
    window,
    card,
    result,
    button,
    cards: panel.getByRole('article'),
    drafts: panel.getByRole('region', { name: 'Drafts' }).getByRole('listitem'),
    newInteraction: panel.getByRole('button', { name: 'New interaction' }),
    reactions: page.getByRole('group', { name: 'Reactions' }),
    counts: page.getByRole('list', { name: 'Reactions of the last seconds' }),
    async show() {
      await tab.click()
      await expect(panel).toBeVisible()
    },
    /** Fills in the window; whoever calls this says how it is saved. */
    async write(kind: string, prompt: string, options: string[] = []) {
      await this.newInteraction.click()
      await window.getByRole('radio', { name: kind }).check()
      await window.getByLabel('What do you want to ask or to say?').fill(prompt)
      for (const [place, option] of options.entries()) {
        await window.getByRole('textbox', { name: `Option ${place + 1}` }).fill(option)
      }
    },
    async save(button: 'Publish' | 'Save as draft' | 'Save draft') {
      await window.getByRole('button', { name: button }).click()
      await expect(window).toBeHidden()
    },
    async answer(prompt: string, option: string) {
      await card(prompt).getByRole('radio', { name: option }).check()
      await card(prompt).getByRole('button', { name: /answer$/ }).click()
      await expect(card(prompt)).toContainText('Your answer is in.')
    },
  }
}
