import { type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

/** The invitations of a room, for its hosts. */
export function invitationsPage(page: Page) {
  const all = page.locator('.invitation-row')
  const row = (name: string) => all.filter({ has: page.getByRole('checkbox', { name: `Select ${name}`, exact: true }) })
  const bar = page.getByRole('group', { name: 'Selection' })
  const filters = page.getByRole('navigation', { name: 'Show' })
  const find = {
    invite: page.getByRole('button', { name: 'Invite users' }),
    rows: all,
    /** Each row's guest. */
    names: all.locator('.person-line-name'),
    bar,
    filters,
    selected: bar.getByRole('status').filter({ hasText: /selected$/ }),
    more: page.getByRole('button', { name: /^Show more/ }),
    allShown: page.getByRole('checkbox', { name: 'Select all shown' }),
    file: page.getByRole('link', { name: 'Save as CSV' }),
    extendWindow: page.getByRole('dialog', { name: /^Until when does the link of / }),
    typeWindow: page.getByRole('dialog', { name: /^Change the type of / }),
    addressWindow: page.getByRole('dialog', { name: /^Correct the address of / }),
    noMatch: page.getByRole('heading', { name: 'No invitation is like that' }),
    search: page.getByRole('searchbox', { name: 'Search' }),
    order: page.getByLabel('Sort by'),
    count: page.getByText(/^(\d+ of )?\d+ invitations?$/),
    shownLink: page.getByRole('dialog', { name: /^The link of / }),
  }
  return {
    ...find,
    ...toasts(page),
    row,
    choice: (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    filter: (name: string) => filters.getByRole('link', { name: new RegExp(`^${name} \\d+$`) }),
    /** The line of refused tries with this cause. */
    refused: (name: string, cause: string) => row(name).getByRole('listitem').filter({ hasText: cause }),
    copy: (name: string) => page.getByRole('button', { name: `Copy link of ${name}` }),
    async open(room: Room, query = '') {
      await visit(page, `${room.path}/invitations${query}`)
    },
    /** Does something about the whole selection, by its menu. */
    async chooseForAll(action: string) {
      await bar.getByRole('button', { name: 'More actions for the selection' }).click()
      await bar.getByRole('menuitem', { name: action }).click()
    },
    async choose(name: string, action: string) {
      await page.getByRole('button', { name: `More actions for ${name}` }).click()
      await page.getByRole('menuitem', { name: action }).click()
    },
    async confirm(action: string) {
      await page.getByRole('alertdialog').getByRole('button', { name: action }).click()
    },
  }
}
