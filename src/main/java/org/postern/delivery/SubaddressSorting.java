package org.postern.delivery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postern.delivery.Filing.Missing;
import org.postern.store.Account;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * Sorts by subaddress (RFC 5233): the mailbox of that name, spelled exactly so, else in another case, for relays change the case
 * of local parts; else, while the account has few enough mailboxes, a new one; else the INBOX. Strangers choose subaddresses, so
 * that names of new mailboxes are plain and of one level.
 */
final class SubaddressSorting implements Sorting {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]{0,62}[\\p{L}\\p{N}])?");

    private final int folders;

    /**
     * Made for the settings of a moment.
     *
     * @param folders mailboxes up to which an account gets another one; 0: never
     */
    SubaddressSorting(int folders) {
        this.folders = folders;
    }

    @Override
    public List<Filing> sort(Recipient recipient, Account account, Letter letter) throws StoreException {
        return List.of(expected(recipient, account));
    }

    @Override
    public Filing expected(Recipient recipient, Account account) throws StoreException {
        Optional<String> detail = recipient.detail();
        return detail.isEmpty() ? Filing.INBOX : filing(account, detail.get());
    }

    private Filing filing(Account account, String detail) throws StoreException {
        List<MailboxName> existing = account.mailboxes().stream()
                .filter(e -> e.existence() == MailboxEntry.Existence.SELECTABLE)
                .map(MailboxEntry::name)
                .toList();
        Optional<MailboxName> exact =
                existing.stream().filter(n -> n.path().equals(detail)).findFirst();
        Optional<MailboxName> similar = exact.or(() ->
                existing.stream().filter(n -> n.path().equalsIgnoreCase(detail)).findFirst());
        if (similar.isPresent()) {
            return Filing.into(similar.get(), Missing.INBOX);
        }
        return existing.size() < folders && PLAIN.matcher(detail).matches()
                ? Filing.into(new MailboxName(detail), Missing.CREATED)
                : Filing.INBOX;
    }
}
