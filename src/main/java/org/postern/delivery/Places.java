package org.postern.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

/**
 * The places one message comes to: mailboxes, and addresses elsewhere. One thread at a time.
 *
 * <p>What must stay true: each is tried once, and what comes of that is settled once, however often and by whatever alias,
 * spelling or detail it is named; else one message could be made thousands, in a mailbox or in the queue.
 */
final class Places {
    /** Before an address, which no mailbox's name begins so. */
    private static final String UNPLACED = "? ";

    private final Placement placement;
    /** Users whom several recipients mean; nobody else's mailboxes need to be looked for twice. */
    private final Set<UserName> repeated;

    private final Map<String, Outcome> tried = new HashMap<>();
    /** By what the sender wrote, for recipients that are one place. */
    private final Map<String, String> named = new HashMap<>();

    private final Set<String> settled = new HashSet<>();

    Places(Placement placement, List<Addressee> addressees) {
        this.placement = placement;
        Set<UserName> seen = new HashSet<>();
        this.repeated = addressees.stream()
                .flatMap(addressee -> addressee.members().stream())
                .flatMap(member -> member.as(recipient -> Stream.of(recipient.user()), forward -> Stream.empty()))
                .filter(user -> !seen.add(user))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where a member's copy would be. */
    String of(Addressee addressee, Member member) {
        String place = member.as(this::mailbox, Forward::destination);
        if (addressee.members().size() == 1) {
            named.putIfAbsent(addressee.address().toString(), place);
        }
        return place;
    }

    private String mailbox(Recipient recipient) {
        if (!repeated.contains(recipient.user())) {
            return recipient.destination();
        }
        MailboxName mailbox = placement.destination(recipient).orElse(MailboxName.INBOX);
        return recipient.user().address() + '/' + mailbox.path();
    }

    /** What came of the first attempt there. */
    Optional<Outcome> outcome(String place) {
        return Optional.ofNullable(tried.get(place));
    }

    void note(String place, Outcome outcome) {
        tried.put(place, outcome);
    }

    /** Whether the message is there, or in the queue for it. */
    boolean has(Share share) {
        return has(place(share));
    }

    boolean has(String place) {
        return outcome(place)
                .map(first -> first.isSuccess() || (first.mayHelpLater() && settled.contains(place)))
                .orElse(false);
    }

    /** Whether nobody has seen to it yet that what failed there is not lost. */
    boolean isOpen(Share share) {
        return !settled.contains(place(share));
    }

    void settle(Share share) {
        settled.add(place(share));
    }

    /** An alias as a whole, and who was refused before there was a message, is known by what the sender wrote. */
    private String place(Share share) {
        return share.place().orElseGet(() -> named.getOrDefault(share.sentTo(), UNPLACED + share.sentTo()));
    }
}
