package org.postern.imap.feature;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events a client can ask for (RFC 5465 5). There are no annotations of messages, so nothing tells of them. */
enum NotifyEvent {
    MESSAGE_NEW("MessageNew"),
    MESSAGE_EXPUNGE("MessageExpunge"),
    FLAG_CHANGE("FlagChange"),
    MAILBOX_NAME("MailboxName"),
    SUBSCRIPTION_CHANGE("SubscriptionChange"),
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
    SERVER_METADATA_CHANGE("ServerMetadataChange");

    /** What happens to messages: the only ones for the selected mailbox. */
    static final Set<NotifyEvent> OF_MESSAGES = Set.of(MESSAGE_NEW, MESSAGE_EXPUNGE, FLAG_CHANGE);

    private final String wireName;

    NotifyEvent(String wireName) {
        this.wireName = wireName;
    }

    static Optional<NotifyEvent> named(String name) {
        return Arrays.stream(values())
                .filter(event -> event.wireName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** As BADEVENT lists them. */
    static String names() {
        return EnumSet.allOf(NotifyEvent.class).stream()
                .map(event -> event.wireName)
                .collect(Collectors.joining(" "));
    }
}
