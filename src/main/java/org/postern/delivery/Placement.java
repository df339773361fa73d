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
import org.postern.store.SpooledMessage;
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
    private final Sorting sorting;

    Placement(MailStore store, Reporting reporting, WhenFull whenFull, Sorting sorting) {
        this.store = store;
        this.reporting = reporting;
        this.whenFull = whenFull;
        this.sorting = sorting;
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
            account.requireRoom(existing(sorting.expected(recipient, account)), octets, 1);
        });
    }

    private static MailboxName existing(Filing filing) {
        return filing.missing() == Filing.Missing.CREATED ? MailboxName.INBOX : filing.mailbox();
    }

    /** The mailbox in which a message for a recipient would be; empty when that cannot be told. */
    Optional<MailboxName> destination(Recipient recipient) {
        try {
            return Optional.of(sorting.expected(recipient, store.open(recipient.user(), EXPECTED))
                    .mailbox());
        } catch (StoreException | RuntimeException e) { // the attempt itself says what is wrong
            return Optional.empty();
        }
    }

    /** Places it wherever it is sorted to; durable when this says DELIVERED. */
    Outcome place(Recipient recipient, Letter letter) {
        return attempt(recipient, Outcome.DELIVERED, () -> {
            Account account = store.open(
                    recipient.user(), actor(letter.envelope().origin().client()));
            for (Filing filing : sorting.sort(recipient, account, letter)) {
                file(recipient, account, filing, letter);
            }
        });
    }

    private void file(Recipient recipient, Account account, Filing filing, Letter letter) throws StoreException {
        Origin origin = letter.envelope().origin();
        SpooledMessage message = letter.arrival().message();
        Arrival arrival = Arrival.last(message, filing.flags(), letter.arrival().received());
        MailboxName reached = append(account, filing, arrival, origin);
        Placing placing = new Placing(recipient.user().address(), reached.path(), message.size());
        reporting.audit().delivered(origin.client(), origin.id(), placing);
    }

    private static Actor actor(Client client) {
        return Actor.delivery(client.service(), client.connection());
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

    private MailboxName append(Account account, Filing filing, Arrival arrival, Origin origin) throws StoreException {
        try {
            return append(account, filing.mailbox(), arrival);
        } catch (StoreException e) {
            boolean gone = e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE;
            if (!gone || filing.mailbox().isInbox()) {
                throw e;
            }
        }
        boolean made = filing.missing() == Filing.Missing.CREATED && create(account, filing.mailbox(), origin);
        return append(account, made ? filing.mailbox() : MailboxName.INBOX, arrival);
    }

    private static MailboxName append(Account account, MailboxName target, Arrival arrival) throws StoreException {
        try (Mailbox mailbox = account.open(target)) {
            mailbox.append(List.of(arrival));
            return target;
        }
    }

    /** Whether the mailbox is there now. */
    private boolean create(Account account, MailboxName name, Origin origin) {
        try {
            account.create(name, Optional.empty());
            account.subscribe(name, MailboxEntry.Subscription.SUBSCRIBED);
            reporting.audit().mailboxCreated(origin.client(), account.user().address(), name.path());
            return true;
        } catch (StoreException e) {
            LOG.info("mailbox {} of {} is not made: {}", name.path(), account.user(), e.getMessage());
            return e.problem() == Problem.MAILBOX_EXISTS; // another delivery was faster
        }
    }

    private interface StoreCall {
        void run() throws StoreException;
    }
}
