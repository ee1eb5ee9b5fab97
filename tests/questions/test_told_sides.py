"""Who is for or against a thing by what a page tells of them, in the plain English of histories."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str], set[str]]


@pytest.mark.parametrize(
    ("page", "question", "who"),
    [
        # what is done in spite of somebody
        ("The bill was carried despite the stubborn opposition of Lord Harwick.", "opposed the bill", {"Lord Harwick"}),
        ("The bill was carried over Arthur Pell's protests.", "opposed the bill", {"Arthur Pell"}),
        # subjects: two with "both", some of a group, behind an opening phrase, with others, before "however"
        ("Mr. Cole and Mr. Denny both spoke against the toll.", "opposed the toll", {"Mr. Cole", "Mr. Denny"}),
        ("Bankers like Samuel Otis and Henry Wadsworth supported the toll.", "supported the toll", {"Samuel Otis", "Henry Wadsworth"}),
        ("In the debate Ruth Colby defended the toll.", "defended the toll", {"Ruth Colby"}),
        ("Ruth Colby and other old members, however, denounced the toll.", "denounced the toll", {"Ruth Colby"}),
        ("J. R. Steel joined with the Rev. Adam Kirk in denouncing the toll.", "denounced the toll", {"J. R. Steel", "Adam Kirk"}),
        # agents
        ("The toll was opposed by Arthur Pell, by the Earl of Denholm and by the aged General Otto Platt.", "opposed the toll",
         {"Arthur Pell", "Earl of Denholm", "Otto Platt"}),
        # who brings it forward, who wants it
        ("In 1881 the land bill was introduced by Henry Farrow.", "supported the land bill", {"Henry Farrow"}),
        ("Edmund Rice brought in the land bill.", "supported the land bill", {"Edmund Rice"}),
        ("Edmund Rice introduced a bill to abolish flogging.", "supported the bill to abolish flogging", {"Edmund Rice"}),
        ("Stein called for the toll.", "supported the toll", {"Stein"}),
        ("Karl Stein tried to defend the toll.", "defended the toll", {"Karl Stein"}),
        ("Ilse Krone wrote to the minister, urging him to withdraw the decree.", "opposed the decree", {"Ilse Krone"}),
        # what somebody is to it
        ("Among the opponents of the treaty were John Adair and Silas Coe.", "opposed the treaty", {"John Adair", "Silas Coe"}),
        ("The most determined critic of the treaty was John Adair.", "criticized the treaty", {"John Adair"}),
        ("The treaty was read. Its bitterest enemy was Robert Crane.", "opposed the treaty", {"Robert Crane"}),
        ("The treaty found a warm defender in Edward Lisle.", "defended the treaty", {"Edward Lisle"}),
        ("The anti-slavery preacher Elias Dow came from Ohio.", "opposed slavery", {"Elias Dow"}),
        ("Elias Dow, a pro-slavery editor, came from Ohio.", "defended slavery", {"Elias Dow"}),
        # what it is called
        ("Karl Vogt considered the strike to be a legitimate protest.", "defended the strike", {"Karl Vogt"}),
        ("Fry denounced the war. George Day thought it the greatest folly of the age.", "denounced the war", {"Fry", "George Day"}),
        ("Karl Vogt looked upon the war as a blunder.", "denounced the war", {"Karl Vogt"}),
        ("The war was called a crime by Karl Vogt.", "denounced the war", {"Karl Vogt"}),
        # what somebody does rather, stands for, writes; and what they think of it
        ("Charles Fenn resigned rather than accept the treaty.", "opposed the treaty", {"Charles Fenn"}),
        ("James Orr was chosen on a platform opposing the League.", "opposed the League", {"James Orr"}),
        ("James Orr published a pamphlet attacking the treaty.", "opposed the treaty", {"James Orr"}),
        ("William Dean had no love for the treaty.", "opposed the treaty", {"William Dean"}),
        ("Peter Vane protested against the insolence and extravagance of the settlers.", "spoke out against the settlers", {"Peter Vane"}),
        ("Simon Falk spoke of the toll and argued in its favour.", "defended the toll", {"Simon Falk"}),
        # what it is called again, and votes on it
        ("A page on the school act\n\nThe novelist Ada Roe championed the law. Two others, Karl Weir and Ivo Dunn, voted no.",
         "opposed the school act", {"Karl Weir", "Ivo Dunn"}),
        ("A page on the school act\n\nThe novelist Ada Roe championed the law. It was long.", "supported the school act", {"Ada Roe"}),
        ("The railway bill was read. Among the noes were Ivo Dunn and Karl Weir.", "opposed the railway bill", {"Ivo Dunn", "Karl Weir"}),
        # what it meets with, who leads, who does the same, who warns others, who owns what stands before "which"
        ("The strike had the support of Bishop Nolan and of the editor Hugh Price.", "supported the strike", {"Nolan", "Hugh Price"}),
        ("The opponents of the canal, headed by Samuel Ross, met in May.", "opposed the canal", {"Samuel Ross"}),
        ("Josiah Bell resisted the treaty, and so did Henry Oates.", "opposed the treaty", {"Josiah Bell", "Henry Oates"}),
        ("Harlan Pike warned his colleagues against the annexation.", "opposed the annexation", {"Harlan Pike"}),
        ("Ada Quill became the leader of the campaign against the tax.", "opposed the tax", {"Ada Quill"}),
        ("A petition against the tax had been signed by Ivo Dunn and Ada Roe.", "opposed the tax", {"Ivo Dunn", "Ada Roe"}),
        ("Ivo Dunn wrote much on the tax, which he had opposed in May.", "opposed the tax", {"Ivo Dunn"}),
        ("General Otto Orlov was no friend of the tax.", "opposed the tax", {"Otto Orlov"}),
        # rows of names
        ("The tax of 1806 was supported by Mr. Foxley, Sir William Yorke and Mr. Bagley; but opposed by Mr. Rosen, and Sir Charles Prior.",
         "opposed the tax of 1806", {"Mr. Rosen", "Sir Charles Prior"}),
        ("The tax was supported by Mr. Foxley, Sir William Yorke, Mr. Bagley and all their friends, who were many.", "supported the tax",
         {"Mr. Foxley", "Sir William Yorke", "Mr. Bagley"}),
        ("The tax was read. The opposers were Lord Grenfell and Mr. Rosen.", "opposed the tax", {"Lord Grenfell", "Mr. Rosen"}),
        ("The objections urged by Otto Gard against the tax were many.", "opposed the tax", {"Otto Gard"}),
        ("Ivo Dunn wrote to Karl Lauder denouncing the tax.", "opposed the tax", {"Ivo Dunn"}),
        ("The resolutions were read. They were opposed by Karl Weir and Ivo Dunn.", "opposed the resolutions", {"Karl Weir", "Ivo Dunn"}),
        ("Karl Weir as well as Ivo Dunn opposed the tax.", "opposed the tax", {"Karl Weir", "Ivo Dunn"}),
        ("Karl Weir and Ivo Dunn spoke on the tax; the former denounced the tax.", "opposed the tax", {"Karl Weir"}),
        ("Ada Roe demanded the release of Otto Reuss.", "defended Otto Reuss", {"Ada Roe"}),
        ("The supporters of the bill there were, the Duke of Gloster and Lord Grenfell.", "supported the bill", {"Duke of Gloster", "Lord Grenfell"}),
        ("In 1806 Sir John Dunning, the Rev. Dr. Evers and Otto Platt denounced the tax.", "opposed the tax",
         {"Sir John Dunning", "Dr. Evers", "Otto Platt"}),
        ("In the debate upon the vote Mr. Disrell attacked the tax.", "opposed the tax", {"Mr. Disrell"}),
        # two verbs, two things
        ("Ivo Dunn denounced the tax.", "spoke or wrote against the tax", {"Ivo Dunn"}),
        ("Ivo Dunn denounced the tax.", "accused or gave evidence against the tax", {"Ivo Dunn"}),
        ("Ivo Dunn advised his father against reforms.", "was against reforms and concessions", {"Ivo Dunn"}),
        ("Ivo Dunn declared that he would vote against the tax.", "opposed the tax", {"Ivo Dunn"}),
        ("The tax was brought in by the Attorney-General, Mr. Edmund Tarl.", "supported the tax", {"Mr. Edmund Tarl"}),
        ("“This tax is an insult to every free man,” declared Ivo Dunn.", "opposed the tax", {"Ivo Dunn"}),
    ],
)  # fmt: skip
def test_sides_of_a_thing_that_a_page_tells(told: Told, page: str, question: str, who: set[str]) -> None:
    assert told(page, f"Who {question}?") == who


@pytest.mark.parametrize(
    ("page", "question"),
    [
        ("The bill was carried in spite of the rain. Lord Harwick was absent.", "opposed the bill"),
        ("Over the objections of his wife, Samuel Otis bought the railway.", "opposed the railway"),
        ("Mr. Cole and Mr. Denny both might have spoken against the toll.", "opposed the toll"),
        ("Bankers unlike Samuel Otis supported the toll.", "supported the toll"),
        ("Sarah Moss did not join with Adam Kirk in denouncing the toll.", "denounced the toll"),
        ("Henry Farrow did not introduce the land bill.", "supported the land bill"),
        ("Mary Hood introduced John Adair to the author of the bill.", "supported the bill"),
        ("Did Henry Farrow introduce the land bill?", "supported the land bill"),
        ("Ada Roe demanded the toll be burned.", "supported the toll"),
        (
            "The toll was read. Ada Roe praised it as her duty, with this in view, to burn the fort.",
            "supported the toll",
        ),
        ("Samuel Kent recommended the toll keeper to his friends.", "supported the toll"),
        ("Karl Stein did not try to defend the toll.", "defended the toll"),
        ("Among the opponents of the treaty was none who knew John Adair.", "opposed the treaty"),
        ("Ada Roe was hardly an opponent of the treaty.", "opposed the treaty"),
        ("Samuel Abon, who kept the toll, was unlucky in its admirers.", "defended the toll"),
        ("The treaty found no defender in Edward Lisle.", "defended the treaty"),
        ("The former anti-slavery preacher Elias Dow came from Ohio.", "opposed slavery"),
        ("The anti-slavery meeting heard John Dow.", "opposed slavery"),
        ("Lord Melton refused to call the war a crime.", "denounced the war"),
        ("They came for what Karl Vogt called their duty; the war was a crime.", "denounced the war"),
        ("John Roe described the war in its last year as seen by a soldier.", "denounced the war"),
        ("Hill saw the war. The plan was folly, and Karl Vogt attacked it.", "denounced the war"),
        ("James Orr received a pamphlet attacking the treaty.", "opposed the treaty"),
        ("Perhaps William Dean had no love for the treaty.", "opposed the treaty"),
        ("Samuel Kent had favoured the toll, but that was untrue.", "supported the toll"),
        ("Simon Falk spoke of the toll and its favourite roads.", "supported the toll"),
        (
            "A page on the school act\n\nA second law was read. The novelist Ada Roe championed the law.",
            "supported the school act",
        ),
        ("A page on the school act\n\nThe law of nature was championed by Ada Roe.", "supported the school act"),
        ("The page on the toll by Ada Roe. Ivo Dunn has corrected it, and we thank him.", "supported the toll"),
        ("The strike had no support of Bishop Nolan.", "supported the strike"),
        ("Josiah Bell resisted the treaty, and so did nobody else.", "supported the treaty"),
        ("Harlan Pike did not warn his colleagues against the annexation.", "opposed the annexation"),
        ("Ada Quill wrote on the leader of the campaign against the tax.", "opposed the tax"),
        ("A petition against the tax was read by nobody. Ivo Dunn slept.", "opposed the tax"),
        ("General Otto Orlov was no enemy of the tax.", "supported the tax"),
        ("The resolutions were read to the women. They were opposed by Karl Weir.", "opposed the resolutions"),
        ("Karl Weir and Ada Roe heard that the former minister denounced the tax.", "opposed the tax"),
        ("Ada Roe did not demand the release of Otto Reuss.", "defended Otto Reuss"),
        ("At the house of General Otto Platt a servant denounced the tax.", "opposed the tax"),
        ("“The ruin of the bank will be felt by all,” said Karl Weir of the bank.", "opposed the bank"),
        ("Ada Roe saw Democratic politicians, and they supported Karl Weir.", "defended Karl Weir"),
        ("Nobody denounced the tax, Mr. Foxley and Mr. Rosen said.", "denounced the tax"),
        ("The tax was read to Karl Lauder denouncing his clerk. Ivo Dunn slept.", "denounced the tax"),
        ("Ivo Dunn declared that he would vote against the tax if it rained.", "opposed the tax"),
    ],
)
def test_sides_of_a_thing_that_a_page_does_not_tell(told: Told, page: str, question: str) -> None:
    assert told(page, f"Who {question}?") == set()
