package org.postern.delivery;

/** What the sender of a message to a full mailbox is told. */
public enum WhenFull {
    /** 552 5.2.2: give up and tell the author. */
    REJECT,
    /** 452 4.2.2: try again later. */
    DEFER
}
