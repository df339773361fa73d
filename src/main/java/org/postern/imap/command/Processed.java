package org.postern.imap.command;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.PartialRange;
import org.postern.store.UidSet;

/**
 * The messages that a command may process of those it names: the ones of the highest UIDs (RFC 9738 3.1).
 *
 * @param code MESSAGELIMIT, when there are more
 */
public record Processed(UidSet uids, Optional<Code> code) {
    /** Of messages that exist. */
    static Processed of(ImapContext ctx, UidSet uids) {
        return of(ctx.limits().messages().processed(), uids);
    }

    /**
     * COPY is all or nothing.
     *
     * @throws Refusal NO with MESSAGELIMIT when these are more than may be copied
     */
    static void requireAll(ImapContext ctx, UidSet uids) throws Refusal {
        Optional<Code> code = of(ctx.limits().messages().saving(), uids).code;
        if (code.isPresent()) {
            throw Refusal.no(code.get(), "Too many messages to copy, try fewer");
        }
    }

    /**
     * SORT and THREAD of some messages would be wrong (RFC 9738 3.3).
     *
     * @throws Refusal NO with MESSAGELIMIT when more messages than may be processed would have to be looked at
     */
    public static void requireAll(ImapContext ctx, SearchTest test) throws Refusal {
        OptionalLong limit = ctx.limits().messages().processed();
        if (limit.isPresent() && ctx.selected().view().known(test.within()).size() > limit.getAsLong()) {
            throw Refusal.no(Code.of("MESSAGELIMIT", limit.getAsLong()), "Too many messages to put in order");
        }
    }

    /**
     * A part of the messages named, as large as the client wants it (RFC 9394 3.3, RFC 9738 3.1).
     *
     * @throws Refusal NO with MESSAGELIMIT when it would be larger than may be processed
     */
    static void requireAll(ImapContext ctx, PartialRange part) throws Refusal {
        OptionalLong limit = ctx.limits().messages().processed();
        if (limit.isPresent() && Math.abs(part.first() - part.second()) >= limit.getAsLong()) {
            throw Refusal.no(Code.of("MESSAGELIMIT", limit.getAsLong()), "Too many messages at a time");
        }
    }

    /**
     * APPEND is all or nothing too; which messages those would be nobody can say.
     *
     * @throws Refusal NO with MESSAGELIMIT when another message would be more than may be appended
     */
    static void requireRoom(ImapContext ctx, int messages) throws Refusal {
        OptionalLong limit = ctx.limits().messages().saving();
        if (limit.isPresent() && messages >= limit.getAsLong()) {
            throw Refusal.no(Code.of("MESSAGELIMIT", limit.getAsLong()), "Too many messages to append, try fewer");
        }
    }

    private static Processed of(OptionalLong limit, UidSet uids) {
        if (limit.isEmpty() || uids.size() <= limit.getAsLong()) {
            return new Processed(uids, Optional.empty());
        }
        UidSet some = uids.highest(limit.getAsLong());
        return new Processed(some, Optional.of(new Code("MESSAGELIMIT " + limit.getAsLong() + " " + some.min())));
    }

    /** In the order in which they are processed: where some are left out, from the highest UID. */
    PrimitiveIterator.OfLong iterator() {
        return code.isPresent() ? uids.descending() : uids.iterator();
    }

    /** An answer that tells what was left out. */
    Responses of(Responses answer) {
        return code.isPresent() ? new LimitedResponses(answer, code.get()) : answer;
    }
}
