package org.postern.imap.session;

import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Language;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SelectedNews;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapComposer;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.wire.WireOut;

/** The end of the answer to one command: updates and the tagged line. */
final class TaggedEnding implements AnswerReply.Ending {
    private final ImapSession session;
    private final SessionContext ctx;
    private final String tag;
    private final Optional<CommandSpec> spec;
    private final Addressing addressing;
    private final Patience patience;
    private Optional<String> bye = Optional.empty();

    TaggedEnding(ImapSession session, String tag, CommandSpec spec, Addressing addressing) {
        this.session = session;
        this.ctx = session.context();
        this.tag = tag;
        this.spec = Optional.of(spec);
        this.addressing = addressing;
        this.patience = new Patience(ctx.clock(), tag);
    }

    TaggedEnding(ImapSession session, String tag, CommandSpec spec) {
        this(session, tag, spec, Addressing.SEQUENCE);
    }

    /** For a command that could not be understood. */
    TaggedEnding(ImapSession session, String tag) {
        this.session = session;
        this.ctx = session.context();
        this.tag = tag;
        this.spec = Optional.empty();
        this.addressing = Addressing.SEQUENCE;
        this.patience = new Patience(ctx.clock(), tag);
    }

    void closeAfterwards(String reason) {
        bye = Optional.of(reason);
    }

    @Override
    public Language language() {
        return ctx.language();
    }

    @Override
    public Patience patience() {
        return patience;
    }

    @Override
    public UntaggedSeries updates(Completion completion) {
        if (completion.isContinue()) {
            return UntaggedSeries.none();
        }
        UntaggedSeries news = ctx.news();
        return ctx.state() == SessionState.SELECTED ? news.then(changes(ctx.selected())) : news;
    }

    /** Of the selected mailbox; that it is gone ends the session. */
    private UntaggedSeries changes(SelectedMailbox selected) {
        if (spec.isPresent() && spec.get().looks()) {
            selected.touch();
        }
        try {
            return spec.isPresent() && spec.get().writes()
                    ? SelectedNews.all(ctx, addressing, expunges())
                    : SelectedNews.of(ctx, addressing, expunges());
        } catch (StoreException e) {
            if (e.problem() == Problem.MAILBOX_GONE) {
                closeAfterwards(ImapSession.MAILBOX_GONE);
            } else {
                selected.touch(); // told with the next command, when the store can be read again
            }
            return UntaggedSeries.none();
        }
    }

    /** Nothing is known of a command that was not understood, so nothing is renumbered. */
    private Expunges expunges() {
        boolean told = spec.isPresent() && !spec.get().withholdsExpunges(addressing);
        return told ? Expunges.TOLD : Expunges.WITHHELD;
    }

    @Override
    public void lastLine(Completion completion, WireOut out) {
        session.completed(completion, this);
        String start = completion.isContinue() ? "+ " : tag + " " + completion.status() + " ";
        line(out, start, completion.code(), completion.text());
        bye.ifPresent(reason -> line(out, "* BYE ", Optional.empty(), reason));
    }

    private void line(WireOut out, String start, Optional<Code> code, String text) {
        ImapComposer line = new ImapComposer(out, language().utf8()).raw(start);
        code.ifPresent(c -> line.raw("[" + c.text() + "] "));
        line.text(language().say(text)).end();
    }

    @Override
    public boolean isLast() {
        return bye.isPresent();
    }
}
