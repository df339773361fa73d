package org.postern.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.net.Reply;
import org.postern.wire.Progress;

/** LANG (RFC 6856 3): without an argument it lists the languages there are. */
record LangCommand(Optional<String> range) implements Pop3Command {
    static final CommandSpec SPEC = new CommandSpec("LANG", CommandSpec.When.ALWAYS, LangCommand::parse);

    static LangCommand parse(Arguments in) throws Pop3Exception {
        if (in.isAtEnd()) {
            return new LangCommand(Optional.empty());
        }
        String range = new String(in.word(), StandardCharsets.ISO_8859_1);
        in.expectEnd();
        return new LangCommand(Optional.of(range));
    }

    @Override
    public Reply execute(Pop3Context context) throws Pop3Exception {
        if (range.isEmpty()) {
            return listing(context.language());
        }
        Language chosen =
                Language.matching(range.get()).orElseThrow(() -> new Pop3Exception("That language is not spoken here"));
        context.speak(chosen);
        return Language.line("+OK " + chosen.tag() + ' ' + chosen.say("This language now"), Reply.Next.READ_ON);
    }

    private static Reply listing(Language now) {
        return out -> {
            out.ascii("+OK ").utf8(now.say("Languages")).crlf();
            for (Language language : Language.values()) {
                out.ascii(language.tag()).octet(' ').utf8(language.ownName()).crlf();
            }
            out.ascii(".").crlf();
            return Progress.DONE;
        };
    }
}
