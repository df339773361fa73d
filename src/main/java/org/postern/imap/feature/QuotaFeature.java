package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.wire.Progress;

/** QUOTA with RES-STORAGE and RES-MESSAGE (RFC 9208): one root, named "", over all mailboxes of the account. */
final class QuotaFeature implements ImapFeature {
    /** STORAGE is counted in units of so many octets, RFC 9208 5.1. */
    private static final long UNIT = 1024;

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("QUOTA", "QUOTA=RES-STORAGE", "QUOTA=RES-MESSAGE");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(GetQuota.SPEC, GetQuotaRoot.SPEC, SetQuota.SPEC);
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(new StatusItem(
                "DELETED-STORAGE",
                (account, status, appendLimit) ->
                        Long.toString(deletedOctets(account, status.info().name()))));
    }

    private static long deletedOctets(Account account, MailboxName name) throws StoreException {
        try (Mailbox mailbox = account.open(name)) {
            MailboxSnapshot snapshot = mailbox.refresh();
            long octets = 0;
            for (int row = 0; row < snapshot.size(); row++) {
                octets += snapshot.flags(row).has(SystemFlag.DELETED) ? snapshot.octets(row) : 0;
            }
            return octets;
        }
    }

    /** An account without limits has no quota root: a QUOTA response has at least one resource (RFC 9208 7). */
    private static List<String> resources(StorageUse use) {
        List<String> resources = new ArrayList<>();
        if (use.octetLimit().isPresent()) {
            long used = (use.octets() + UNIT - 1) / UNIT;
            resources.add("STORAGE " + used + " " + use.octetLimit().getAsLong() / UNIT);
        }
        OptionalLong messages = use.messageLimit();
        if (messages.isPresent()) {
            resources.add("MESSAGE " + use.messages() + " " + messages.getAsLong());
        }
        return resources;
    }

    private static Untagged quotaLine(List<String> resources) {
        return Untagged.line("QUOTA \"\" (" + String.join(" ", resources) + ")");
    }

    /** GETQUOTA, RFC 9208 4.1. */
    record GetQuota(String root) implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("GETQUOTA").afterLogin().parsedBy(GetQuota::parse);

        static GetQuota parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            return new GetQuota(in.astring());
        }

        @Override
        public Responses execute(ImapContext ctx) throws StoreException, Refusal {
            List<String> resources = resources(ctx.account().use());
            if (!root.isEmpty() || resources.isEmpty()) {
                throw Refusal.no(Code.NONEXISTENT, "No such quota root");
            }
            return Responses.of(quotaLine(resources)).ok("Getquota completed");
        }
    }

    /** GETQUOTAROOT, RFC 9208 4.1.2; the mailbox need not exist. */
    record GetQuotaRoot(MailboxText mailbox) implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("GETQUOTAROOT").afterLogin().parsedBy(GetQuotaRoot::parse);

        static GetQuotaRoot parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            return new GetQuotaRoot(MailboxText.parse(in));
        }

        @Override
        public Responses execute(ImapContext ctx) throws StoreException {
            MailboxName name = mailbox.name(ctx.utf8());
            List<String> resources = resources(ctx.account().use());
            List<Untagged> answer = new ArrayList<>();
            answer.add(rootLine(name, resources.isEmpty() ? "" : " \"\"", ctx.utf8()));
            if (!resources.isEmpty()) {
                answer.add(quotaLine(resources));
            }
            return Responses.of(answer).ok("Getquotaroot completed");
        }

        private static Untagged rootLine(MailboxName name, String roots, Utf8 utf8) {
            return out -> {
                new ImapComposer(out, utf8)
                        .untagged("QUOTAROOT ")
                        .astring(MailboxText.compose(name, utf8))
                        .raw(roots)
                        .end();
                return Progress.DONE;
            };
        }
    }

    /** SETQUOTA, RFC 9208 4.1.3: users do not set their limits. */
    record SetQuota() implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("SETQUOTA").afterLogin().parsedBy(SetQuota::parse);

        static SetQuota parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            in.astring();
            in.space();
            in.listOrEmpty(item -> {
                item.atom();
                item.space();
                return item.number64();
            });
            return new SetQuota();
        }

        @Override
        public Responses execute(ImapContext ctx) throws Refusal {
            throw Refusal.no(Code.NOPERM, "Limits are set by the administrator");
        }
    }
}
