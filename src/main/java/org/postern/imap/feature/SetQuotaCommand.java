package org.postern.imap.feature;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.Administration;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * SETQUOTA, RFC 9208 4.1.3: administrators give an account all its limits anew. It is the limit of {@code postern quota set};
 * what is not named is unlimited then.
 *
 * @param limits by resource in upper case
 */
record SetQuotaCommand(String root, Map<String, Long> limits) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("SETQUOTA").afterLogin().parsedBy(SetQuotaCommand::parse);

    private static final Set<String> RESOURCES = Set.of(QuotaRoot.STORAGE, QuotaRoot.MESSAGE, QuotaRoot.MAILBOX);

    static SetQuotaCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        String root = in.astring();
        in.space();
        Map<String, Long> limits = new HashMap<>();
        in.listOrEmpty(item -> {
            String resource = item.word();
            item.space();
            Long limit = item.number64();
            if (limits.putIfAbsent(resource, limit) != null) {
                throw item.error("a resource is named twice");
            }
            return limit;
        });
        return new SetQuotaCommand(root, limits);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        UserName administrator = ctx.account().user();
        if (!ctx.administration().isAdministrator(administrator)) {
            throw Refusal.no(Code.NOPERM, "Limits are set by the administrator");
        }
        QuotaRoot quota = QuotaRoot.named(root, ctx);
        if (!RESOURCES.containsAll(limits.keySet())) {
            throw Refusal.no(Code.CANNOT, "Only STORAGE, MESSAGE and MAILBOX can be limited");
        }
        if (limit(QuotaRoot.MAILBOX).orElse(1) < 1) {
            throw Refusal.no(Code.CANNOT, "Every account has an INBOX"); // RFC 9208 5.3 counts it
        }
        OptionalLong kibibytes = limit(QuotaRoot.STORAGE);
        OptionalLong octets = kibibytes.orElse(0) > Long.MAX_VALUE / QuotaRoot.UNIT
                ? OptionalLong.empty()
                : times(kibibytes, QuotaRoot.UNIT);
        ctx.administration()
                .limit(
                        administrator,
                        quota.user(),
                        new Administration.Limits(octets, limit(QuotaRoot.MESSAGE), limit(QuotaRoot.MAILBOX)));
        Optional<Untagged> line = quota.line(ctx);
        return line.isPresent()
                ? Responses.of(line.get()).ok("Setquota completed")
                : Responses.ok("Setquota completed, the account has no limits now");
    }

    private OptionalLong limit(String resource) {
        Long limit = limits.get(resource);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private static OptionalLong times(OptionalLong number, long unit) {
        return number.isEmpty() ? number : OptionalLong.of(number.getAsLong() * unit);
    }
}
