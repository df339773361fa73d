package org.postern.imap.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.store.MailboxInfo;
import org.postern.store.UserName;

/**
 * What SORT and THREAD have found out of the messages of mailboxes, for the next time. Keys are taken out and put back, so that
 * they belong to one command at a time; a command that finds none there makes its own. Thread-safe.
 *
 * <p>Invariant: all that lies here is at most so many octets; what was put back longest ago goes first.
 */
public final class KeptKeys {
    /** By default: keys of some mailboxes of 100,000 messages, or of a thousand that are usual. */
    public static final long MOST = 64L << 20;

    private final long most;
    /** In the order they were put back. */
    private final Map<Name, Keys> kept = new LinkedHashMap<>();

    private long octets;

    /** Keys of messages of one mailbox, by UID. */
    public interface Keys {
        /** How much memory they take, about; does not change while nobody has taken them out. */
        long octets();
    }

    /**
     * Whose keys of what.
     *
     * @param user who has opened the mailbox; two users do not share keys of one
     * @param kind what the keys are; equal for keys that can stand for each other
     */
    public record Name(UserName user, MailboxInfo mailbox, String kind) {}

    /**
     * Nothing is kept yet.
     *
     * @param most octets
     */
    public KeptKeys(long most) {
        this.most = most;
    }

    /** Takes keys out, if they are there. */
    public synchronized Optional<Keys> take(Name name) {
        Keys keys = kept.remove(name);
        octets -= keys == null ? 0 : keys.octets();
        return Optional.ofNullable(keys);
    }

    /** Keeps keys that nobody will change, in place of those that another command has put there. */
    public synchronized void put(Name name, Keys keys) {
        if (keys.octets() > most) {
            return;
        }
        Optional<Keys> before = take(name);
        // Of two commands that went on at a time, the one may have read less than the other.
        Keys better = before.filter(other -> other.octets() > keys.octets()).orElse(keys);
        kept.put(name, better);
        octets += better.octets();
        Iterator<Keys> oldest = kept.values().iterator();
        while (octets > most) {
            octets -= oldest.next().octets();
            oldest.remove();
        }
    }

    /** All that is kept. */
    public synchronized long octets() {
        return octets;
    }
}
