package org.postern.imap.command;

import java.util.List;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.store.Arrival;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;

/** Where the messages of a command go once all of them are there. */
interface AppendTarget extends AutoCloseable {
    /** What goes when they come, and so makes room for them. */
    record Room(long octets, long messages) {
        static final Room NONE = new Room(0, 0);
    }

    /** The mailbox they go into. */
    Mailbox mailbox();

    Room freed();

    /**
     * Whether a message may come.
     *
     * @param before how many have come before it
     */
    void admit(int before) throws Refusal;

    /** Places all of them or none, and answers the command. */
    Responses place(List<Arrival> arrivals) throws StoreException;

    @Override
    void close();
}
