/* Whom war harms: "affected by the shelling", "aggression affects 900 children"; no "affected by power cuts".
 *
 * In: the outcome of a verb of harm. Out: whether war is what does it. A look at the few words behind "by", or before an active verb. */
#include "attach.h"

bool attach_harms(const attacher *a, const outcome *o)
{
    enum { REACH = 6 };
    const toll_sentence_view *view = &a->parse->view;
    unsigned end = toll_extent_end(o->extent), first = o->extent.first;
    bool by = has_class(view, end, claim_class.by), passive = o->notes[0].class_ == claim_class.loss_past;
    if (passive && !by) return true;
    for (unsigned i = by ? end : first > REACH ? first - REACH : 0; i < view->count && i < (by ? end + REACH : first); i++)
        if (has_class(view, i, claim_class.aggression) || has_class(view, i, claim_class.war_word) ||
            has_class(view, i, claim_class.attack_many) || has_class(view, i, claim_class.attack))
            return true;
    return false;
}
