from loquitur.cli import main

main()
