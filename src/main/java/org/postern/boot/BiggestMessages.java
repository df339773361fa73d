package org.postern.boot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Finds the largest messages of an account. */
final class BiggestMessages {
    private final Account account;
    private final int most;
    private final PriorityQueue<Message> found = new PriorityQueue<>(Comparator.comparingLong(Message::octets));

    BiggestMessages(Account account, int most) {
        this.account = account;
        this.most = most;
    }

    /** A message in a mailbox. */
    record Message(MailboxName mailbox, long uid, long octets, Instant received) {}

    /** The largest first; what other programs did meanwhile is noticed, and counts from now on. */
    List<Message> find() throws StoreException {
        for (MailboxEntry entry : account.mailboxes()) {
            if (entry.existence() == Existence.SELECTABLE) {
                look(entry.name());
            }
        }
        List<Message> all = new ArrayList<>(found);
        all.sort(Comparator.comparingLong(Message::octets).reversed());
        return all;
    }

    private void look(MailboxName name) throws StoreException {
        try (Mailbox mailbox = account.open(name)) {
            MailboxSnapshot rows = mailbox.refresh();
            for (int row = 0; row < rows.size(); row++) {
                Message smallest = found.peek();
                if (smallest == null || found.size() < most || rows.octets(row) > smallest.octets()) {
                    found.add(new Message(name, rows.uid(row), rows.octets(row), rows.received(row)));
                }
                if (found.size() > most) {
                    found.remove();
                }
            }
        } catch (StoreException e) {
            requireGone(e);
        }
    }

    /** What it is about; empty when it is gone or says nothing. */
    String subject(Message message) throws StoreException {
        try (Mailbox mailbox = account.open(message.mailbox());
                MessageBody body = mailbox.body(message.uid())) {
            return MessageHeader.read(body).text("Subject");
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "a message cannot be read", e);
        } catch (StoreException e) {
            requireGone(e);
            return "";
        }
    }

    private static void requireGone(StoreException e) throws StoreException {
        boolean gone = switch (e.problem()) {
            case NO_SUCH_MAILBOX, MAILBOX_GONE, MESSAGE_GONE -> true;
            default -> false;
        };
        if (!gone) {
            throw e;
        }
    }
}
