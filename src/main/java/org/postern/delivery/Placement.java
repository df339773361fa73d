package org.postern.delivery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.audit.Audit.Placing;
import org.postern.audit.Client;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one finished message into the mailbox of one recipient. */
final class Placement {
    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    /** Who asks before there is a message. */
    private static final Actor EXPECTED = Actor.delivery("recipient", "-");

    private final MailStore store;
    private final Reporting reporting;
    private final WhenFull whenFull;

    Placement(MailStore store, Reporting reporting, WhenFull whenFull) {
        this.store = store;
        this.reporting = reporting;
        this.whenFull = whenFull;
    }

    /** RECIPIENT_OK when somebody has room for a message of that size now, as far as anybody can know. */
    Outcome expect(Addressee addressee, OptionalLong size) {
        if (addressee.isForwarded() && !reporting.queue().get().hasSmarthost()) {
            LOG.warn("mail for {} is forwarded, but no bounce.smarthost is configured", addressee.address());
            return Outcome.CANNOT_FORWARD;
        }
        Outcome first = expect(addressee.members().get(0), size);
        for (int i = 1; i < addressee.members().size() && !first.isSuccess(); i++) {
            Outcome next = expect(addressee.members().get(i), size);
            first = next.isSuccess() || (next.isTemporary() && !first.isTemporary()) ? next : first;
        }
        return first;
    }

    private Outcome expect(Member member, OptionalLong size) {
        return member.as(recipient -> expectRoom(recipient, size), forward -> Outcome.RECIPIENT_OK);
    }

    private Outcome expectRoom(Recipient recipient, OptionalLong size) {
        // A message has at least one octet, so that a mailbox filled to the last one is found full here.
        long octets = Math.max(1, size.orElse(1));
        return attempt(recipient, Outcome.RECIPIENT_OK, () -> {
            Account account = store.open(recipient.user(), EXPECTED);
            account.requireRoom(folder(account, recipient).orElse(MailboxName.INBOX), octets, 1);
        });
    }

    Outcome place(Recipient recipient, Arrival arrival, Origin origin) {
        return attempt(recipient, Outcome.DELIVERED, () -> {
            Account account = store.open(recipient.user(), actor(origin.client()));
            // Filtering will stand here, between the recipient and the mailbox: it will say into which mailboxes, with
            // which flags, the message goes. Until then that is the subaddress's folder or INBOX.
            MailboxName target = folder(account, recipient).orElse(MailboxName.INBOX);
            MailboxName reached = append(account, target, arrival);
            Placing placing = new Placing(
                    recipient.user().address(),
                    reached.path(),
                    arrival.message().size());
            reporting.audit().delivered(origin.client(), origin.id(), placing);
        });
    }

    private Outcome attempt(Recipient recipient, Outcome success, StoreCall call) {
        try {
            call.run();
            return success;
        } catch (StoreException e) {
            Outcome outcome = Outcome.of(e, whenFull);
            if (outcome == Outcome.TRY_AGAIN || outcome == Outcome.DISK_FULL) {
                LOG.warn("delivery to {} fails: {}", recipient.user(), e.toString(), e);
            }
            return outcome;
        } catch (RuntimeException e) {
            // One recipient's broken mailbox must not cost the others their mail, nor lose this one's.
            LOG.error("delivery to {} fails", recipient.user(), e);
            return Outcome.TRY_AGAIN;
        }
    }

    private static MailboxName append(Account account, MailboxName target, Arrival arrival) throws StoreException {
        try (Mailbox mailbox = account.open(target)) {
            mailbox.append(List.of(arrival));
            return target;
        } catch (StoreException e) {
            boolean gone = e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE;
            if (!gone || target.isInbox()) {
                throw e;
            }
            return append(account, MailboxName.INBOX, arrival);
        }
    }

    /** The mailbox of the subaddress: spelled exactly so, else in another case, for relays change the case of local parts. */
    private static Optional<MailboxName> folder(Account account, Recipient recipient) throws StoreException {
        if (recipient.detail().isEmpty()) {
            return Optional.empty();
        }
        String detail = recipient.detail().get();
        List<MailboxName> matching = account.mailboxes().stream()
                .filter(e -> e.existence() == MailboxEntry.Existence.SELECTABLE)
                .map(MailboxEntry::name)
                .filter(n -> n.path().equalsIgnoreCase(detail))
                .toList();
        return matching.stream()
                .filter(n -> n.path().equals(detail))
                .findFirst()
                .or(() -> matching.stream().findFirst());
    }

    private static Actor actor(Client client) {
        return Actor.delivery(client.service(), client.connection());
    }

    private interface StoreCall {
        void run() throws StoreException;
    }
}
