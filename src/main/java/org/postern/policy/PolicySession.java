package org.postern.policy;

import java.util.Optional;
import java.util.OptionalLong;
import org.postern.delivery.Address;
import org.postern.delivery.Delivery;
import org.postern.delivery.Outcome;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;
import org.postern.policy.codec.PolicyFramer;
import org.postern.policy.codec.PolicyRequest;
import org.postern.policy.codec.PolicyRequest.Question;

/** One connection of a Postfix: question after question. */
final class PolicySession implements ProtocolSession<PolicyRequest> {
    private static final Optional<String> REQUEST = Optional.of("smtpd_access_policy");
    private static final String NOTHING_AGAINST = "DUNNO";

    private final Link link;
    private final Delivery delivery;
    private final PolicyFramer framer = new PolicyFramer();
    private volatile boolean asked;

    PolicySession(Link link, Delivery delivery) {
        this.link = link;
        this.delivery = delivery;
    }

    @Override
    public PolicyFramer framer() {
        return framer;
    }

    @Override
    public Reply greet() {
        return Reply.none();
    }

    @Override
    public Reply handle(PolicyRequest request) {
        if (!(request instanceof Question question)
                || !question.attribute("request").equals(REQUEST)) {
            return Reply.text("", Reply.Next.CLOSE);
        }
        asked = true;
        return Reply.text("action=" + action(question) + "\n\n");
    }

    /** Of access(5). Where there are several recipients Postfix names none; each was asked about at its RCPT. */
    private String action(Question question) {
        return question.attribute("recipient")
                .map(recipient -> about(recipient, size(question)))
                .orElse(NOTHING_AGAINST);
    }

    private String about(String recipient, OptionalLong size) {
        Outcome outcome;
        try {
            outcome = delivery.expect(Address.parse(recipient), size);
        } catch (IllegalArgumentException e) {
            return NOTHING_AGAINST; // whatever it is, nobody here has it
        }
        return switch (outcome) {
            case DELIVERED,
                    RECIPIENT_OK,
                    UNKNOWN_USER,
                    BAD_ADDRESS,
                    NEEDS_SMTPUTF8,
                    TOO_MANY_RECIPIENTS,
                    FORWARD_REFUSED,
                    FORWARD_EXPIRED,
                    EXPIRED,
                    FORWARD_LOOP -> NOTHING_AGAINST;
            case MAILBOX_FULL, TOO_BIG -> outcome.code() + " " + answer(outcome);
            case MAILBOX_FULL_NOW, DISK_FULL, TRY_AGAIN, CANNOT_FORWARD -> "DEFER_IF_PERMIT " + answer(outcome);
        };
    }

    private static String answer(Outcome outcome) {
        return outcome.status() + ' ' + outcome.text();
    }

    /** Zero before the end of the message unless the sender announced it. */
    private static OptionalLong size(Question question) {
        try {
            long octets = Long.parseLong(question.attribute("size").orElse("0"));
            return octets > 0 ? OptionalLong.of(octets) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Reply unsolicited() {
        return Reply.none();
    }

    @Override
    public Reply timedOut() {
        return Reply.text("", Reply.Next.CLOSE);
    }

    @Override
    public Reply stopping() {
        return Reply.text("", Reply.Next.CLOSE);
    }

    /** There is no login: whoever has asked something may take its time until the next question. */
    @Override
    public boolean isAuthenticated() {
        return asked;
    }

    @Override
    public String shareKey() {
        return link.remoteAddress();
    }

    @Override
    public void disconnected() {}

    @Override
    public String toString() {
        return "policy " + link.id();
    }
}
