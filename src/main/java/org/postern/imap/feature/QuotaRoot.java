package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapComposer;
import org.postern.store.Account;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.wire.Progress;

/**
 * The quota root over all mailboxes of an account (RFC 9208 3.2): {@code #user/} and its address, and {@code ""} for who is
 * logged in. Administrators know those of all users; others are refused, whether there is such a user or not.
 */
record QuotaRoot(String name, UserName user) {
    /** STORAGE is counted in units of so many octets, RFC 9208 5.1. */
    static final long UNIT = 1024;

    static final String STORAGE = "STORAGE";
    static final String MESSAGE = "MESSAGE";
    static final String MAILBOX = "MAILBOX";
    private static final String PREFIX = "#user/";

    static QuotaRoot own(ImapContext ctx) {
        return new QuotaRoot("", ctx.account().user());
    }

    /** The root of any account. */
    static QuotaRoot of(UserName user) {
        return new QuotaRoot(PREFIX + user.address(), user);
    }

    /** The root of a name, whose limits the user may see. Refused with NONEXISTENT, NOPERM. */
    static QuotaRoot named(String name, ImapContext ctx) throws StoreException, Refusal {
        UserName own = ctx.account().user();
        if (name.isEmpty()) {
            return own(ctx);
        }
        if (name.startsWith(PREFIX)) {
            String address = name.substring(PREFIX.length());
            if (address.equalsIgnoreCase(own.address())) {
                return new QuotaRoot(name, own);
            }
            if (!ctx.administration().isAdministrator(own)) {
                throw Refusal.no(Code.NOPERM, "That of others is the administrator's to see");
            }
            Optional<UserName> user = ctx.administration().user(address);
            if (user.isPresent()) {
                return new QuotaRoot(name, user.get());
            }
        }
        throw Refusal.no(Code.NONEXISTENT, "No such quota root");
    }

    /** QUOTA; none for an account without limits, as one has at least one resource (RFC 9208 7). */
    Optional<Untagged> line(ImapContext ctx) throws StoreException {
        List<String> resources = resources(ctx.store().open(user));
        return resources.isEmpty()
                ? Optional.empty()
                : Optional.of(out -> {
                    new ImapComposer(out, ctx.utf8())
                            .untagged("QUOTA ")
                            .astring(name)
                            .raw(" (" + String.join(" ", resources) + ")")
                            .end();
                    return Progress.DONE;
                });
    }

    private static List<String> resources(Account account) throws StoreException {
        StorageUse use = account.sharedUse();
        List<String> resources = new ArrayList<>();
        if (use.octetLimit().isPresent()) {
            long used = (use.octets() + UNIT - 1) / UNIT;
            resources.add(STORAGE + " " + used + " " + use.octetLimit().getAsLong() / UNIT);
        }
        OptionalLong messages = use.messageLimit();
        if (messages.isPresent()) {
            resources.add(MESSAGE + " " + use.messages() + " " + messages.getAsLong());
        }
        OptionalLong mailboxes = account.mostMailboxes();
        if (mailboxes.isPresent()) {
            long there = 0;
            for (MailboxEntry entry : account.mailboxes()) {
                there += entry.existence() == Existence.SELECTABLE && account.isPersonal(entry.name()) ? 1 : 0;
            }
            resources.add(MAILBOX + " " + there + " " + mailboxes.getAsLong());
        }
        return resources;
    }
}
