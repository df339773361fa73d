package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.syntax.DateSyntax;
import org.postern.imap.syntax.FlagSyntax;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Flags;

/**
 * What one piece of an APPEND says; its literals cut it into such: append-message of RFC 4466 6, more than one of them
 * (RFC 3502 6.3.11), with the append-data of RFC 4469 5 and RFC 6855 4.
 *
 * @param steps what it asks for, in order
 * @param literal what the literal behind it is; empty when the command is complete
 */
record AppendPiece(List<AppendStep> steps, Optional<AppendLiteral> literal) {
    /** What stands behind the text that is read. */
    enum Behind {
        LITERAL,
        NOTHING
    }

    AppendPiece {
        steps = List.copyOf(steps);
    }

    /** The first piece, from the space behind the mailbox on. */
    static AppendPiece first(ImapLexer in) throws ImapSyntaxException {
        return new Reader(in).message();
    }

    /** What follows a literal. */
    static AppendPiece after(AppendLiteral literal, ImapLexer in, Behind behind) throws ImapSyntaxException {
        Reader reader = new Reader(in);
        return switch (literal) {
            case MESSAGE -> reader.endOfMessage(behind);
            case UTF8_MESSAGE -> {
                in.expect(')');
                yield reader.endOfMessage(behind);
            }
            case PART -> reader.endOfPart(behind);
            case UTF8_PART -> {
                in.expect(')');
                yield reader.endOfPart(behind);
            }
        };
    }

    private static final class Reader {
        private final ImapLexer in;
        private final List<AppendStep> steps = new ArrayList<>();

        Reader(ImapLexer in) {
            this.in = in;
        }

        AppendPiece message() throws ImapSyntaxException {
            in.space();
            Flags flags = Flags.NONE;
            if (in.peek() == '(') {
                flags = FlagSyntax.parseList(in);
                in.space();
            }
            AppendWork.Labels labels = new AppendWork.Labels(flags, Optional.empty());
            if (in.peek() == '"') {
                labels = new AppendWork.Labels(flags, Optional.of(DateSyntax.parseDateTime(in)));
                in.spaces(); // node-imap sends two
            }
            AppendWork.Labels all = labels;
            steps.add(work -> work.begin(all));
            if (in.tryPrefix("CATENATE (")) {
                return parts();
            }
            return announced(in.tryPrefix("UTF8 (") ? AppendLiteral.UTF8_MESSAGE : AppendLiteral.MESSAGE);
        }

        AppendPiece endOfMessage(Behind behind) throws ImapSyntaxException {
            steps.add(AppendWork::end);
            if (behind == Behind.NOTHING && in.atEnd()) {
                in.expectEnd();
                return new AppendPiece(steps, Optional.empty());
            }
            return message();
        }

        AppendPiece endOfPart(Behind behind) throws ImapSyntaxException {
            if (in.tryConsume(' ')) {
                return parts();
            }
            in.expect(')');
            return endOfMessage(behind);
        }

        private AppendPiece parts() throws ImapSyntaxException {
            do {
                if (in.tryPrefix("TEXT ")) {
                    return announced(AppendLiteral.PART);
                }
                if (in.tryPrefix("UTF8 (")) {
                    return announced(AppendLiteral.UTF8_PART);
                }
                if (!in.tryPrefix("URL ")) {
                    throw in.error("TEXT or URL expected");
                }
                String url = in.astring();
                steps.add(work -> work.url(url));
            } while (in.tryConsume(' '));
            in.expect(')');
            return endOfMessage(in.peek() < 0 ? Behind.NOTHING : Behind.LITERAL);
        }

        private AppendPiece announced(AppendLiteral literal) throws ImapSyntaxException {
            if (in.peek() >= 0) {
                throw in.error("literal expected");
            }
            return new AppendPiece(steps, Optional.of(literal));
        }
    }
}
