package org.postern.pop3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Finds the messages of a view in an account: mailbox by mailbox, each by rising UID, without what is hidden. */
record MaildropSurvey(Account account) {

    /** Those mailboxes of a view that there are, in its order, all open. */
    List<Mailbox> open(MaildropView view) throws StoreException {
        List<Mailbox> mailboxes = new ArrayList<>();
        boolean complete = false;
        try {
            for (String folder : view.folders()) {
                opened(folder).ifPresent(mailboxes::add);
            }
            complete = true;
        } finally {
            if (!complete) {
                mailboxes.forEach(Mailbox::close);
            }
        }
        return mailboxes;
    }

    /** The messages of mailboxes that are open, which are closed with the parts; if this fails, by who has opened them. */
    static List<MaildropPart> of(List<Mailbox> mailboxes, OptionalInt newest) throws StoreException {
        List<MaildropPart> parts = new ArrayList<>();
        for (Mailbox mailbox : mailboxes) {
            parts.add(part(mailbox));
        }
        return newest.isPresent() ? newest(parts, newest.getAsInt()) : parts;
    }

    /** Empty when there is no such mailbox of the user's own. */
    private Optional<Mailbox> opened(String folder) throws StoreException {
        try {
            MailboxName name = MailboxName.of(folder);
            return account.isPersonal(name) ? Optional.of(account.open(name)) : Optional.empty();
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.INVALID_NAME) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static MaildropPart part(Mailbox mailbox) throws StoreException {
        MailboxSnapshot snapshot = mailbox.refresh();
        UidSet hidden = Hiding.of(mailbox);
        IntStream rows = IntStream.range(0, snapshot.size());
        int[] shown = hidden.isEmpty()
                ? rows.toArray()
                : rows.filter(row -> !hidden.contains(snapshot.uid(row))).toArray();
        return new MaildropPart(mailbox, snapshot, shown);
    }

    /** Those received last; of several received together those that stand last. */
    private static List<MaildropPart> newest(List<MaildropPart> parts, int most) {
        long[] times = parts.stream()
                .flatMapToLong(p -> IntStream.range(0, p.size()).mapToLong(p::received))
                .toArray();
        if (times.length <= most) {
            return parts;
        }
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        long oldest = sorted[sorted.length - most];
        long tooMany = Arrays.stream(times).filter(t -> t >= oldest).count() - most;
        List<MaildropPart> chosen = new ArrayList<>();
        for (MaildropPart part : parts) {
            IntStream.Builder kept = IntStream.builder();
            for (int i = 0; i < part.size(); i++) {
                if (part.received(i) == oldest && tooMany > 0) {
                    tooMany--;
                } else if (part.received(i) >= oldest) {
                    kept.add(i);
                }
            }
            chosen.add(part.only(kept.build().toArray()));
        }
        return chosen;
    }

    /** The name of the folder that a login means: spelled so, else in another case, as in an address. */
    Optional<MailboxName> folder(String said) throws StoreException {
        List<MailboxName> matching = new ArrayList<>();
        for (MailboxEntry entry : account.mailboxes()) {
            boolean fits = entry.existence() == MailboxEntry.Existence.SELECTABLE
                    && entry.name().path().equalsIgnoreCase(said)
                    && account.isPersonal(entry.name());
            if (fits) {
                matching.add(entry.name());
            }
        }
        return matching.stream()
                .filter(name -> name.path().equals(said))
                .findFirst()
                .or(() -> matching.stream().findFirst());
    }
}
