import { type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import { toasts } from './toasts'

/** The administrator's page of mails. */
export function mailDesk(page: Page) {
  const list = page.getByRole('region', { name: 'Last mails' })
  const find = {
    subject: page.getByLabel('Subject'),
    html: page.getByLabel('HTML', { exact: true }),
    text: page.getByLabel('Text', { exact: true }),
    save: page.getByRole('button', { name: 'Save template' }),
    test: page.getByRole('button', { name: 'Send a test to me' }),
    startOver: page.getByRole('button', { name: 'Start from the default' }),
    outdone: page.getByRole('alert').filter({ hasText: 'Somebody else' }),
    lookAtTheirs: page.getByRole('button', { name: 'Look at theirs' }),
    switchOff: page.getByRole('button', { name: /^Switch \w+ off…$/ }),
    languages: page.getByRole('group', { name: 'Language of the template' }),
    preview: page.getByRole('complementary', { name: 'Preview' }),
    frame: page.frameLocator('iframe[title="Preview of the mail"]'),
    /** Opens and closes the form of the mail server. */
    server: page.locator('summary').filter({ hasText: 'Mail server' }),
    versions: page.getByText(/^Versions \(\d+\)$/),
    rows: list.locator('.mail-row'),
    search: list.getByRole('searchbox', { name: 'Address of the guest' }),
    searchNow: list.getByRole('button', { name: 'Search' }),
    tryFailed: list.getByRole('button', { name: /^Try (the failed mail|all \d+ failed mails) again$/ }),
    showFailed: page.getByRole('link', { name: 'Show the failed mails' }),
    lookAgain: list.getByRole('button', { name: 'Look again' }),
    kept: page.getByRole('dialog', { name: 'A mail' }),
  }
  return {
    ...find,
    ...toasts(page),
    async open() {
      await visit(page, '/admin/mail')
    },
    /** Leaves by a link of the site. */
    async goToHealth() {
      await page.getByRole('button', { name: /account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Health' }).click()
    },
    language: (name: string) => find.languages.getByRole('radio', { name }),
    filter: (name: string) => list.getByRole('navigation', { name: 'Show' }).getByRole('link', { name }),
    row: (address: string) => find.rows.filter({ hasText: address }),
  }
}
