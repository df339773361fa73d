package org.postern.imap.feature;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.store.Annotated;
import org.postern.store.MailboxName;

/**
 * What was not told yet. It grows with the number of names, not of events, and no further than {@value #MOST}: then it
 * knows only that there was too much. Not thread-safe.
 */
final class NotifyPending {
    static final int MOST = 1000;

    private final Map<MailboxName, Set<NotifyEvent>> messages = new LinkedHashMap<>();
    private final Map<MailboxName, Optional<MailboxName>> names = new LinkedHashMap<>();
    private final Set<MailboxName> access = new LinkedHashSet<>();
    private final Map<Annotated, Set<String>> annotations = new LinkedHashMap<>();
    private int size;

    void message(MailboxName mailbox, NotifyEvent event) {
        Set<NotifyEvent> events = messages.get(mailbox);
        if (events == null) {
            if (++size > MOST) {
                return;
            }
            events = EnumSet.noneOf(NotifyEvent.class);
            messages.put(mailbox, events);
        }
        events.add(event);
    }

    /** Something about a name has changed; perhaps the mailbox had another before. */
    void name(MailboxName mailbox, Optional<MailboxName> before) {
        if (names.containsKey(mailbox) || ++size <= MOST) {
            names.merge(mailbox, before, (old, later) -> old.isPresent() ? old : later);
        }
    }

    /** What the user may do to a mailbox may have changed. */
    void access(MailboxName mailbox) {
        if (!access.contains(mailbox) && ++size <= MOST) {
            access.add(mailbox);
        }
    }

    void annotations(Annotated of, Set<String> entries) {
        if (isTooMuch()) {
            return;
        }
        Set<String> all = annotations.computeIfAbsent(of, key -> new LinkedHashSet<>());
        for (String entry : entries) {
            if (!all.contains(entry) && ++size <= MOST) {
                all.add(entry);
            }
        }
    }

    boolean isTooMuch() {
        return size > MOST;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Map<MailboxName, Set<NotifyEvent>> messages() {
        return messages;
    }

    /** With their old names where they were renamed. */
    Map<MailboxName, Optional<MailboxName>> names() {
        return names;
    }

    Set<MailboxName> access() {
        return access;
    }

    Map<Annotated, Set<String>> annotations() {
        return annotations;
    }
}
