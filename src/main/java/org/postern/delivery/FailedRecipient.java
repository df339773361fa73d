package org.postern.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody whom a report tells of.
 *
 * @param address as the sender of the message wrote it, and no other: neither whom an alias stands for nor where mail is sent on
 *     to (RFC 3464 2.3.2, 4.2)
 * @param answer code and status of what another server said last, for example {@code 550 5.1.1}; empty when none said
 *     anything. Its words may name an address that is nobody's business.
 * @param extent whether all whom the address stands for are without the message
 */
record FailedRecipient(String address, Outcome outcome, String answer, Extent extent) {
    private static final Pattern REPLY =
            Pattern.compile("([245]\\d\\d)(?:[ -]([245]\\.\\d{1,3}\\.\\d{1,3}))?(?:[ -].*)?");

    /** How many of those whom an address stands for. */
    enum Extent {
        ALL,
        SOME
    }

    static FailedRecipient of(String address, Outcome outcome) {
        return new FailedRecipient(address, outcome, "", Extent.ALL);
    }

    /** After an attempt to send it on, which was answered with this line, or never. */
    static FailedRecipient after(String line, String address, Outcome outcome, Extent extent) {
        Matcher reply = REPLY.matcher(line);
        String code = reply.matches() ? reply.group(1) : "";
        String status = code.isEmpty() || reply.group(2) == null ? "" : ' ' + reply.group(2);
        return new FailedRecipient(address, outcome, code + status, extent);
    }

    /** The enhanced status code: what was temporary has become final, and the first digit says so (RFC 3463 3). */
    String status() {
        if (outcome == Outcome.FORWARD_REFUSED && answer.contains(" 5.")) {
            return answer.substring(answer.indexOf(' ') + 1);
        }
        return outcome.isTemporary() ? '5' + outcome.status().substring(1) : outcome.status();
    }

    /** A Diagnostic-Code (RFC 3464 2.3.6). */
    String diagnostic() {
        String reply = answer.isEmpty() ? outcome.code() + " " + outcome.status() : answer;
        return "smtp; " + reply + ' ' + outcome.text();
    }
}
