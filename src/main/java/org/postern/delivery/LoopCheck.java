package org.postern.delivery;

import org.postern.mime.HeaderBlock;

/** Tells from the header of a message whether sending it on would send it round in circles (RFC 5321 6.3). */
final class LoopCheck {
    /** As many servers as RFC 5321 6.3 would have a message pass at least. */
    static final int MAX_HOPS = 100;

    private final HeaderBlock header;

    LoopCheck(byte[] header) {
        this.header = HeaderBlock.parse(header);
    }

    /** Whether the message was sent on by an address before (RFC 9228), or by everybody. */
    boolean hasPassed(Address by) {
        return header.all("Received").size() >= MAX_HOPS
                || header.all("Delivered-To").stream()
                        .anyMatch(field -> field.value().text().equalsIgnoreCase(by.toString()));
    }
}
