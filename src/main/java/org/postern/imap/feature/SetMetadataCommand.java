package org.postern.imap.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.EntryName;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;

/**
 * SETMETADATA, RFC 5464 4.3: all entries or none.
 *
 * @param changes by entry, of entries named twice the last; empty for NIL, which removes
 */
record SetMetadataCommand(MailboxText mailbox, Map<EntryName, Optional<AnnotationValue>> changes)
        implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("SETMETADATA").afterLogin().parsedBy(SetMetadataCommand::parse);

    static SetMetadataCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        Map<EntryName, Optional<AnnotationValue>> changes = new LinkedHashMap<>();
        boolean ofServer = mailbox.raw().isEmpty();
        in.list(item -> {
            EntryName entry = EntryName.parseToSet(item);
            item.space();
            Optional<byte[]> value = item.nstring8Octets();
            if (ofServer && value.isPresent()) {
                FiltersFeature.check(entry.key(), value.get(), grammar.searchKeys());
            }
            return changes.put(entry, value.map(AnnotationValue::of));
        });
        return new SetMetadataCommand(mailbox, changes);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        try {
            if (mailbox.raw().isEmpty()) {
                setOfServer(ctx);
            } else {
                set(ctx, Annotated.mailbox(mailbox.name(ctx.utf8())), byKey(entry -> true));
            }
        } catch (StoreException e) {
            throw refusal(e, ctx.account().limits());
        }
        return Responses.ok("Setmetadata completed");
    }

    /** The user's own are kept with the account, those for all with the server, where administrators alone change them. */
    private void setOfServer(ImapContext ctx) throws StoreException, Refusal {
        var own = byKey(EntryName::isPrivate);
        var shared = byKey(entry -> !entry.isPrivate());
        boolean permitted = ctx.administration().isAdministrator(ctx.account().user());
        if (!shared.isEmpty() && (!permitted || shared.containsKey(MetadataFeature.CONTACT))) {
            throw Refusal.no(Code.NOPERM, "Shared entries of the server are set by administrators");
        }
        if (own.keySet().stream().anyMatch(QuotaEntries::isOne)) {
            throw Refusal.no(Code.NOPERM, "What the server tells cannot be set");
        }
        // Whether all of them can be, before the first is.
        ctx.account().annotations(Annotated.ACCOUNT).with(own, ctx.account().limits());
        ctx.account().annotations(Annotated.SERVER).with(shared, ctx.account().limits());
        set(ctx, Annotated.ACCOUNT, own);
        set(ctx, Annotated.SERVER, shared);
    }

    private static void set(ImapContext ctx, Annotated of, Map<String, Optional<AnnotationValue>> changes)
            throws StoreException {
        if (!changes.isEmpty()) {
            ctx.account().annotate(of, changes);
            ctx.annotationNews().ifPresent(news -> news.own(of, changes.keySet()));
        }
    }

    private interface Chosen {
        boolean is(EntryName entry);
    }

    private Map<String, Optional<AnnotationValue>> byKey(Chosen chosen) {
        Map<String, Optional<AnnotationValue>> some = new LinkedHashMap<>();
        changes.forEach((entry, value) -> {
            if (chosen.is(entry)) {
                some.put(entry.key(), value);
            }
        });
        return some;
    }

    private static Refusal refusal(StoreException e, StoreLimits limits) throws StoreException {
        return switch (e.problem()) {
            case TOO_BIG -> Refusal.no(Code.of("METADATA MAXSIZE", limits.annotationOctets()), "Value is too long");
            case LIMIT -> Refusal.no(Code.METADATA_TOOMANY, "Too many entries");
            case CANNOT -> Refusal.no(Code.USEATTR, "Special use is taken or not supported");
            default -> throw e;
        };
    }
}
