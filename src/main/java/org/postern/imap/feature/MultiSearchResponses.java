package org.postern.imap.feature;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.WorkDone;
import org.postern.imap.search.Correlator;
import org.postern.imap.search.Search;
import org.postern.imap.search.SearchProgram;
import org.postern.imap.search.SearchResponses;
import org.postern.imap.search.SearchResponses.Answer;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.Access;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SelectedMailbox.RecentFlag;
import org.postern.imap.syntax.MailboxText;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** The answer to an ESEARCH: one line a mailbox in which something was found. One mailbox is open at a time. */
final class MultiSearchResponses implements Responses {
    private final ImapContext ctx;
    private final Iterator<MailboxName> names;
    private final Search search;
    private final SearchProgram program;
    private Completion completion = Completion.ok("Search completed");
    private final int count;
    private int begun;
    private @Nullable SelectedMailbox opened;
    private @Nullable SearchResponses current;

    MultiSearchResponses(ImapContext ctx, List<MailboxName> names, Search search, SearchProgram program) {
        this.ctx = ctx;
        this.names = names.iterator();
        this.count = names.size();
        this.search = search;
        this.program = program;
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        try {
            while (current != null || names.hasNext()) {
                current = current == null ? begin(names.next()) : current;
                Untagged line = current.poll();
                if (line != null) {
                    return line;
                }
                end();
            }
        } catch (StoreException e) {
            return passOver(e);
        } catch (Refusal e) {
            end();
            completion = e.completion();
        }
        return null;
    }

    /** A mailbox that was deleted meanwhile, or that the user may not read (RFC 7377 2.2), is not searched. */
    private @Nullable Untagged passOver(StoreException e) throws StoreException {
        boolean gone = e.problem() == Problem.NO_SUCH_MAILBOX
                || e.problem() == Problem.MAILBOX_GONE
                || e.problem() == Problem.NO_PERMISSION;
        boolean other = opened != null || current == null;
        end();
        if (!gone || !other) {
            throw e;
        }
        return Untagged.NOTHING;
    }

    /** In mailboxes; in messages, where there is only one. */
    @Override
    public Optional<WorkDone> workDone() {
        return count == 1 && current != null
                ? current.workDone()
                : Optional.of(new WorkDone(Math.max(0, begun - 1), count));
    }

    private SearchResponses begin(MailboxName name) throws StoreException, Refusal {
        begun++;
        boolean isSelected = ctx.selection()
                .filter(selection -> selection.name().equals(name))
                .isPresent();
        SelectedMailbox mailbox = isSelected ? ctx.selected() : open(name);
        SearchTest test = program.bindLeniently(ctx, mailbox);
        Correlator.Place place = new Correlator.Place(
                MailboxText.compose(name, ctx.utf8()), mailbox.mailbox().info().uidValidity());
        Correlator correlator = new Correlator(ctx.tag(), Optional.of(place));
        // What is kept or followed is the selected mailbox's (RFC 7377 2.2).
        Search told = isSelected ? search : search.withoutState();
        return SearchResponses.search(
                mailbox, test, told, new Answer(Answer.Kind.ESEARCH, correlator, program.modSeq(), ctx.utf8()));
    }

    private SelectedMailbox open(MailboxName name) throws StoreException {
        SelectedMailbox mailbox =
                SelectedMailbox.open(ctx.account(), name, Access.READ_ONLY, RecentFlag.UNKNOWN, () -> {});
        opened = mailbox;
        return mailbox;
    }

    private void end() {
        if (current != null) {
            current.close();
            current = null;
        }
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    @Override
    public void close() {
        end();
    }

    @Override
    public Completion completion() {
        return completion;
    }
}
