package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.After;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ConnectionFacts.Compression;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ImapOption;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** COMPRESS=DEFLATE (RFC 4978): the connection itself compresses; this only asks it to. */
final class CompressFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        boolean offered = facts.options().contains(ImapOption.COMPRESS)
                && facts.connection().compression() == Compression.NONE;
        return offered ? List.of("COMPRESS=DEFLATE") : List.of();
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(Compress.SPEC);
    }

    /** COMPRESS, RFC 4978 3. No layer of TLS compresses here, so NO is never the answer. */
    record Compress(String algorithm) implements ImapCommand {
        static final CommandSpec SPEC =
                CommandSpec.named("COMPRESS").afterLogin().parsedBy(Compress::parse);

        static Compress parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
            return new Compress(in.word());
        }

        @Override
        public Responses execute(ImapContext ctx) throws Refusal {
            if (ctx.connection().compression() == Compression.ACTIVE) {
                throw new Refusal(Completion.bad(Code.COMPRESSIONACTIVE, "DEFLATE is active already"));
            }
            if (!algorithm.equals("DEFLATE") || !ctx.options().contains(ImapOption.COMPRESS)) {
                throw Refusal.bad("Unknown compression algorithm");
            }
            ctx.compressed();
            return Responses.ok("DEFLATE active").then(After.START_COMPRESSION);
        }
    }
}
