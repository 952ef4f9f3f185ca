import type { Page } from '@playwright/test'

export type Who = 'publicly' | 'privately'

/** The questions of a room. */
export function questionsTab(page: Page) {
  const panel = page.getByRole('tabpanel', { name: /^Q&A/ })
  const find = {
    panel,
    tab: page.getByRole('tab', { name: /^Q&A/ }),
    cards: panel.locator('.question:not([data-pending])'),
    pending: panel.locator('[data-pending=true]'),
    input: panel.getByRole('textbox', { name: 'Ask a question' }),
    answerInput: panel.getByRole('textbox', { name: 'Your answer' }),
    privateOnly: panel.getByRole('switch', { name: 'Private questions only' }),
  }
  const card = (text: string) => find.cards.filter({ hasText: text })
  const choose = (name: string) => panel.locator('.segment').filter({ hasText: name })
  return {
    ...find,
    card,
    vote: (text: string) => card(text).getByRole('button', { name: /^Vote for/ }),
    answerButton: (text: string) => card(text).getByRole('button', { name: 'Answer', exact: true }),
    async open() {
      await find.tab.click()
    },
    async ask(text: string, who: Who = 'publicly') {
      await choose(`Ask ${who}`).click()
      await find.input.fill(text)
      await find.input.press('Enter')
    },
    async answer(question: string, text: string, who: Who = 'publicly') {
      await card(question).getByRole('button', { name: 'Answer', exact: true }).click()
      await choose(`Answer ${who}`).click()
      await find.answerInput.fill(text)
      await find.answerInput.press('Enter')
    },
    async does(question: string, act: 'Mark as answered' | 'Reopen' | 'Dismiss') {
      await card(question).getByRole('button', { name: /^More for the question/ }).click()
      await page.getByRole('menuitem', { name: act }).click()
    },
    async withdraw(question: string) {
      await card(question).getByRole('button', { name: 'Withdraw…' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click()
    },
    /** Sorts or filters the list. */
    async show(choice: 'Most votes' | 'Newest' | 'All' | 'Unanswered' | 'Mine') {
      await choose(choice).click()
    },
  }
}
